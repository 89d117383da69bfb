"""Which files of a repository are source: what people write to make the thing run, by the names of files alone.

Data, documentation, what others wrote (vendored) and what programs wrote (generated) are left out: who touched those
says little about who can look after the work. The list below is a default. `cover.source_files` of the project file
adds to it what fits a pattern of `include`, and takes away what fits one of `exclude`; both are gitignore-style. Where
a file fits both, it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pathspec import GitIgnoreSpec

from forgebook.core.patterns import spec_of

_LANGUAGES = """
abap ada adb ads applescript as asm awk bas bash bat boo c c++ cake cbl cc cfc cfm cginc cjs cl clj cljc cljs cls
cmd cob cobol coffee cpp cr cs csx cu cuh cxx cyx d dart do dpr e ebnf ecl el elm erl ex exs f f03 f08 f77 f90 f95
fish for fs fsi fsx fth gd glsl go gradle groovy gvy h h++ hh hlsl hpp hrl hs hx hxx idl ijs ino ipp ipy j java jl
js jsx kt kts l lasso lean lhs lisp lpr lsp lua m mak matlab mjs ml mli mll mly mm mo moon mts mxml ncl nim nix nut
p6 pas pde php php3 php4 php5 phtml pike pl pl6 pls plsql pm pm6 pp prg pro prolog proto ps1 psd1 psm1 purs pxd pxi
py pyi pyw pyx q qml r rake rb rbw re rei rkt robot rs rss s sas sbt sc scala scm sh sml sol spin sql ss st stan sv
svelte swift t tac tcl tcsh thor tf thrift tla ts tsx v vala vb vba vbs vhd vhdl vim vue wl wsf xq xquery xs y zig
zsh ado sps gms mod
"""
"""What the names of files in programming languages end in."""
_MARKUP = """
css ejs erb haml handlebars hbs htm html jade jinja jinja2 j2 jsp less liquid mako mustache njk pug sass scss slim
styl tmpl tpl twig xhtml xsl xslt feature
"""
"""What the names of files end in that pages and styles are written in."""
_WHOLE_NAMES = """
CMakeLists.txt Dockerfile Containerfile Jenkinsfile Justfile Makefile GNUmakefile Rakefile Gemfile Snakefile
Vagrantfile Capfile Guardfile Podfile Brewfile SConstruct SConscript BUILD WORKSPACE Tiltfile config.ru _targets.R
meson.build makefile justfile
"""
_ENDINGS = frozenset(_LANGUAGES.split()) | frozenset(_MARKUP.split())
_NAMES = frozenset(_WHOLE_NAMES.split())

LEFT_OUT = (
    # documentation
    "doc/", "docs/", "documentation/", "javadoc/", "man/", "examples/", "example/", "samples/", "demo/", "demos/",
    "/website/", "/site/",
    # what others wrote
    "vendor/", "vendors/", "vendored/", "_vendor/", "third_party/", "third-party/", "thirdparty/", "3rdparty/",
    "extern/", "external/", "externals/", "node_modules/", "bower_components/", "jspm_packages/", "Godeps/",
    "Carthage/", "Pods/", "deps/", "renv/activate.R", "packrat/", ".yarn/", ".venv/", "venv/", "site-packages/",
    "gradlew", "gradlew.bat", "mvnw", "mvnw.cmd", "jquery*.js", "bootstrap*.js", "bootstrap*.css", "underscore*.js",
    "backbone*.min.js", "modernizr*.js", "require.js", "normalize.css", "font-awesome*.css", "d3*.min.js",
    "ez_setup.py", "versioneer.py",
    # what programs wrote
    "*.min.js", "*.min.css", "*.bundle.js", "*-min.js", "*.map", "*.lock", "*_pb2.py", "*_pb2_grpc.py", "*.pb.go",
    "*.pb.cc", "*.pb.h", "*.g.dart", "*.designer.cs", "*.generated.*", "*_generated.*", "generated/",
    "__generated__/", "dist/", "build/", "out/", "target/", "bin/Debug/", "bin/Release/", "*.tab.c", "*.tab.h",
    "lex.yy.c", "*.snap", "__snapshots__/", "*.egg-info/",
)  # fmt: skip
"""Gitignore-style patterns of files that are no source, whatever their names end in."""

_PLAIN_FOLDER = re.compile(r"[^/*?\[!#\\]+/\Z")
_PLAIN_NAME = re.compile(r"[^/*?\[!#\\]+\Z")


def source_filter(include: Sequence[str] = (), exclude: Sequence[str] = ()) -> Callable[[str], bool]:
    """A function that tells of a path below a repository's root whether it is source.

    Args:
        include: patterns of files that are source although the default list leaves them out.
        exclude: patterns of files that are none, of those too.
    """
    left_out = _any_of(LEFT_OUT)
    more, less = spec_of(include), spec_of(exclude)

    def is_source(path: str) -> bool:
        if exclude and less.match_file(path):
            return False
        if include and more.match_file(path):
            return True
        return _is_written(path) and not left_out(path)

    return is_source


def _is_written(path: str) -> bool:
    name = path.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    return name in _NAMES or bool(stem and dot and ending.lower() in _ENDINGS)


def _any_of(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Whether any of many patterns without `!` fits. Plain names are looked up: there are as many paths as patterns."""
    folders = {p.removesuffix("/") for p in patterns if _PLAIN_FOLDER.match(p)}
    names = {p for p in patterns if _PLAIN_NAME.match(p)}
    others = [p for p in patterns if p.removesuffix("/") not in folders and p not in names]
    written = [p.regex.pattern for p in GitIgnoreSpec.from_lines(others).patterns if p.regex is not None]
    joined = re.compile("|".join(f"(?:{re.sub(r'[?]P<[^>]*>', '?:', text)})" for text in written))

    def fits(path: str) -> bool:
        *above, name = path.split("/")
        return name in names or not folders.isdisjoint(above) or joined.match(path) is not None

    return fits
