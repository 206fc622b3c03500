"""Compile the clinical content while building; everything else about the package is in setup.cfg."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent


class BuildWithContent(build_py):
    """``build_py`` that first makes ``resources/compiled/content.json``, which the package then holds as data."""

    def run(self) -> None:
        # The compiler is part of the project, and a build backend does not put the project on the path.
        sys.path.insert(0, str(ROOT))
        from desktop_app.content.compile import compile_pack

        resources = ROOT / "resources"
        compile_pack(resources / "content", resources / "compiled" / "content.json")
        super().run()


setup(cmdclass={"build_py": BuildWithContent})
