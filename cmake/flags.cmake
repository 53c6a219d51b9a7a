# Every target of the project links this one interface: warnings, sanitizers, include root.
add_library(convoscope_flags INTERFACE)
target_include_directories(convoscope_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_features(convoscope_flags INTERFACE cxx_std_20)
target_compile_options(convoscope_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
    -Wold-style-cast -Wcast-qual -Woverloaded-virtual -Wimplicit-fallthrough
    $<$<BOOL:${CONVOSCOPE_WERROR}>:-Werror>)
if(CONVOSCOPE_SANITIZE)
    target_compile_options(convoscope_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                                                      -fno-omit-frame-pointer)
    target_link_options(convoscope_flags INTERFACE -fsanitize=address,undefined)
endif()
