# cmake -DOUT=FILE.cpp -DFOLDER=... -P embed_bytes.cmake: the trained networks and the digits as constants of core, which
# knows no resources. Each becomes a string literal: compilers take those far faster than lists of numbers.
cmake_policy(VERSION 3.25)

string(REPEAT "." 128 line)
set(text "// Generated from resources/weights and resources/digits.\n#include \"core/bundle_data.h\"\n\nnamespace convoscope {\n")
foreach(entry "lenetStyleBytes=weights/lenet_style.safetensors" "lenet5Bytes=weights/lenet5.safetensors"
              "digitPictureBytes=digits/t10k-first1000-images-idx3-ubyte"
              "digitLabelBytes=digits/t10k-first1000-labels-idx1-ubyte")
    string(REGEX MATCH "^([^=]+)=(.+)$" matched "${entry}")
    set(name "${CMAKE_MATCH_1}")
    file(SIZE "${FOLDER}/${CMAKE_MATCH_2}" size)
    file(READ "${FOLDER}/${CMAKE_MATCH_2}" bytes HEX)
    string(REGEX REPLACE "(${line})" "\\1\n" bytes "${bytes}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
    string(REPLACE "\n" "\"\n\"" bytes "${bytes}")
    string(APPEND text "\nstd::string_view ${name}()\n{\n    return {\"${bytes}\", ${size}};\n}\n")
endforeach()
file(WRITE "${OUT}" "${text}\n} // namespace convoscope\n")
