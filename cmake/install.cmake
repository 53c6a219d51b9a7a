# cmake --install: the program, and what a desktop needs to offer it.
include(GNUInstallDirs)

set(id org.convoscope.Convoscope)
install(TARGETS convoscope RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES resources/desktop/${id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES resources/desktop/${id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES resources/desktop/${id}-mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
install(FILES resources/desktop/${id}.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES resources/weights/lenet_style.safetensors resources/weights/lenet5.safetensors
        DESTINATION ${CMAKE_INSTALL_DATADIR}/convoscope/weights)
install(FILES man/convoscope.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES LICENSE resources/LICENCES.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
