"""What other libraries draw and tabulate, as the figure or frame that the report shows of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.figure import Figure

NAMELESS = "Nilai"  # heads a column that has no name


def figure_of(thing: Any) -> Figure | None:
    """The matplotlib figure that something is, or is drawn on.

    Parameters
    ----------
    thing : Any
        A figure; an `Axes` or any other part of a figure; a list, tuple, array or Series of parts of one, as plotting
        functions return them; a grid of seaborn's.

    Returns
    -------
    Figure, optional
        None for anything else.
    """
    if isinstance(thing, Figure):
        return thing
    if isinstance(thing, Artist):
        return _root(thing)
    if isinstance(thing, list | tuple | np.ndarray | pd.Series) and len(parts := _parts(thing)) == len(thing) > 0:
        figures = {id(figure): figure for figure in map(figure_of, parts)}
        return figures.popitem()[1] if len(figures) == 1 else None
    figure = getattr(thing, "figure", None) if type(thing).__module__.startswith("seaborn.") else None
    return figure if isinstance(figure, Figure) else None


def draw_plot(thing: Any) -> Figure | None:
    """A `seaborn.objects.Plot`, drawn; None for anything else."""
    if not (type(thing).__module__.startswith("seaborn.") and hasattr(thing, "on") and hasattr(thing, "plot")):
        return None
    size = getattr(thing, "_figure_spec", {}).get("figsize")  # seaborn leaves a figure that is handed to it as it is
    figure = Figure(figsize=size)
    thing.on(figure).plot()
    return figure


def frame_of(thing: Any) -> pd.DataFrame | None:
    """A frame, or a Series as a frame of one column; None for anything else."""
    if isinstance(thing, pd.Series):
        return thing.to_frame(NAMELESS if thing.name is None else thing.name)
    return thing if isinstance(thing, pd.DataFrame) else None


def _root(artist: Artist) -> Figure | None:
    """Artists of a subfigure lead to the figure that holds it."""
    figure: Any = artist.get_figure(root=True) if hasattr(artist, "get_figure") else None
    return figure if isinstance(figure, Figure) else None


def _parts(things: Any) -> list[Any]:
    """Those that are parts of figures, of nested sequences as well: `subplots` gives a matrix of axes."""
    flat = things.to_list() if isinstance(things, pd.Series) else list(things)
    return [part for part in flat if isinstance(part, Artist | np.ndarray | list | tuple)]
