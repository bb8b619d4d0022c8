# SPDX-License-Identifier: GPL-3.0-or-later
# How every target of the project is made, so that each is made the same way.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

add_library(runlens_options INTERFACE)
target_include_directories(runlens_options INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(runlens_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wmissing-declarations -Wduplicated-cond -Wlogical-op
    -ffp-contract=off
    # Without it ccache cannot tell what a precompiled header brought.
    -fpch-preprocess
    # What GCC 12 inlines of variants makes this one cry wolf.
    -Wno-maybe-uninitialized
    # What it inlines of std::string it tells of only where headers are precompiled, and wrongly.
    -Wno-array-bounds
    # What GCC 12 inlines of Qt's pointers to widgets makes this warning cry wolf.
    $<$<NOT:$<BOOL:$<TARGET_PROPERTY:RUNLENS_WIDGETS>>>:-Wnull-dereference>
    # So do these two of what -O2 inlines; the checked builds, at -O1, keep them.
    "$<$<CONFIG:Release>:-Wno-null-dereference;-Wno-stringop-overread>"
    $<$<BOOL:${RUNLENS_WERROR}>:-Werror>)
target_compile_definitions(runlens_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING)
if(RUNLENS_SANITIZER)
    target_compile_options(runlens_options INTERFACE
        -fsanitize=${RUNLENS_SANITIZER} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(runlens_options INTERFACE -fsanitize=${RUNLENS_SANITIZER})
endif()

# Headers of others are read once for all targets of a kind: parsing them is two thirds of what compiling takes. A source
# includes what it uses all the same; -D CMAKE_DISABLE_PRECOMPILE_HEADERS=ON builds without.
function(runlens_precompile kind)
    set(folder "${CMAKE_SOURCE_DIR}/installer/cmake/precompiled")
    add_library(runlens_headers_${kind} OBJECT "${folder}/none.cpp")
    target_link_libraries(runlens_headers_${kind} PRIVATE runlens_options ${ARGN})
    target_precompile_headers(runlens_headers_${kind} PRIVATE "${folder}/${kind}.h")
endfunction()

# runlens_use_headers(target lib …): those of Qt's widgets, of Qt's core, or of the standard library alone, by what the
# target links. TESTS: it is one.
function(runlens_use_headers target)
    cmake_parse_arguments(arg "TESTS" "" "" ${ARGN})
    set(kind standard)
    get_property(of_qt GLOBAL PROPERTY runlens_of_qt)
    get_property(of_widgets GLOBAL PROPERTY runlens_of_widgets)
    foreach(library IN LISTS arg_UNPARSED_ARGUMENTS)
        if(library STREQUAL "Qt6::Widgets" OR library IN_LIST of_widgets)
            set(kind widgets)
        elseif(kind STREQUAL standard AND (library MATCHES "^Qt6" OR library IN_LIST of_qt))
            set(kind qt)
        endif()
    endforeach()
    if(NOT kind STREQUAL standard)
        set_property(GLOBAL APPEND PROPERTY runlens_of_${kind} ${target})
    endif()
    if(arg_TESTS)
        set(kind "${kind}_tests")
    endif()
    if(TARGET runlens_headers_${kind}) # a project of some of the libraries does without
        target_precompile_headers(${target} REUSE_FROM runlens_headers_${kind})
    endif()
endfunction()

# runlens_library(wire SOURCES a.cpp … [PUBLIC lib …] [PRIVATE lib …])
# makes runlens_wire from this folder. PUBLIC names libraries whose types stand in its headers.
function(runlens_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(runlens_${name} STATIC ${arg_SOURCES})
    target_link_libraries(runlens_${name}
        PUBLIC runlens_options ${arg_PUBLIC}
        PRIVATE ${arg_PRIVATE})
    set_target_properties(runlens_${name} PROPERTIES RUNLENS_WIDGETS "${RUNLENS_WIDGETS}")
    runlens_use_headers(runlens_${name} ${arg_PUBLIC} ${arg_PRIVATE})
endfunction()

# runlens_test(tst_time SOURCES tst_time.cpp LINK runlens_domain [QT_FREE])
# makes a Qt Test program and a ctest of the same name. Tests link libraries, never loose sources. QT_FREE says that what
# is tested knows nothing of Qt: such tests carry the label `qtfree`, and run under ThreadSanitizer too.
function(runlens_test name)
    cmake_parse_arguments(arg "QT_FREE" "" "SOURCES;LINK" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNLENS_WIDGETS "${RUNLENS_WIDGETS}"
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_link_libraries(${name} PRIVATE runlens_options ${arg_LINK} Qt6::Test rapidcheck)
    target_compile_definitions(${name} PRIVATE RUNLENS_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    runlens_use_headers(${name} TESTS Qt6::Test ${arg_LINK})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC"
        TIMEOUT 300)
    if(arg_QT_FREE)
        set_tests_properties(${name} PROPERTIES LABELS qtfree)
    endif()
endfunction()
