"""Objects that answer everything and do nothing: a plot that nobody looks at."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

_ARITHMETIC = "add sub mul truediv floordiv mod pow matmul radd rsub rmul rtruediv rpow neg pos abs"


class Inert:
    """Any attribute, call, item or sum of it is another one like it; it is empty and false."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        return _inert(name)

    def __setattr__(self, name: str, value: Any) -> None:
        pass

    def __call__(self, *arguments: Any, **settings: Any) -> Any:
        return Inert()

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, int):  # else a loop by position over it would never end
            raise IndexError(key)
        return Inert()

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __contains__(self, item: Any) -> bool:
        return False

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *error: Any) -> None:
        pass


def _sum(self: Inert, *others: Any) -> Inert:
    return self


for _name in _ARITHMETIC.split():
    setattr(Inert, f"__{_name}__", _sum)


class InertModule(ModuleType):
    """A module, and a package, in which every name is an inert object."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__: list[str] = []
        self.__all__: list[str] = []  # a star imports nothing

    def __getattr__(self, name: str) -> Any:
        return _inert(name)


def _inert(name: str) -> Any:
    if name.startswith("__"):  # what Python or NumPy ask for by such a name is not there
        raise AttributeError(name)
    if name == "subplots":  # is unpacked: fig, axes = plt.subplots()
        return lambda *arguments, **settings: (Inert(), Inert())
    return Inert()
