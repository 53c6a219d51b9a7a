# The program answers without a display, and --help, the manual page and the README tell the same options.
# cmake -DPROGRAM=CONVOSCOPE -DROOT=SOURCES -P options.cmake
cmake_policy(VERSION 3.25)

function(run out)
    execute_process(
        COMMAND ${CMAKE_COMMAND} -E env --unset=DISPLAY --unset=WAYLAND_DISPLAY --unset=QT_QPA_PLATFORM
                "${PROGRAM}" ${ARGN}
        OUTPUT_VARIABLE said RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(SEND_ERROR "convoscope ${ARGN} without a display ended with ${status}")
    endif()
    set(${out} "${said}" PARENT_SCOPE)
endfunction()

# options(OUT TEXT): every --word of a text, once, sorted.
function(options out text)
    string(REGEX MATCHALL "--[a-z][a-z-]+" found "${text}")
    list(REMOVE_DUPLICATES found)
    list(SORT found)
    set(${out} "${found}" PARENT_SCOPE)
endfunction()

run(version --version)
if(NOT version MATCHES "[0-9]+\\.[0-9]+\\.[0-9]+")
    message(SEND_ERROR "--version says no version: ${version}")
endif()

run(help --help)
options(in_help "${help}")

# In the source of the manual page an option is "Fl -step", or "Fl o , -output".
file(READ "${ROOT}/man/convoscope.1" manual)
string(REGEX REPLACE "(Fl|,) -" "--" manual "${manual}")
options(in_manual "${manual}")
# The examples there are typed as they are in a shell.
if(NOT in_help STREQUAL in_manual)
    message(SEND_ERROR "--help tells ${in_help}; the manual page tells ${in_manual}")
endif()

# The README may tell fewer, but no others.
file(STRINGS "${ROOT}/README.md" lines REGEX "convoscope|app/run\\.sh")
options(in_readme "${lines}")
list(REMOVE_ITEM in_readme ${in_help})
list(FILTER in_readme EXCLUDE REGEX "^--(preset|build)$")
if(in_readme)
    message(SEND_ERROR "the README tells of ${in_readme}, --help does not")
endif()
