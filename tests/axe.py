"""What axe finds on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

COLOURS = ("color-contrast", "link-in-text-block")
# The first of all elements that look alike. Words have the contrast of others whose computed style is the same, as is that of all
# elements around them: of a report's thousands of numbers some hundred are left.
LOOKS = """selector => {
    const told = ["color", "backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "textShadow", "fontSize", "fontWeight",
        "textDecorationLine", "position", "overflow"];
    const numbers = new Map(), first = new Map();
    const numberOf = (element, around) => {
        const style = getComputedStyle(element);
        const look = [around, ...told.map(name => style[name])].join("|");
        if (!numbers.has(look)) numbers.set(look, numbers.size);
        return numbers.get(look);
    };
    const visit = (element, around) => {
        if (!element.checkVisibility()) return;
        const number = numberOf(element, around);
        const words = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join("");
        if (words.trim().length > 1 && !first.has(number)) first.set(number, element);  // axe judges no single letter
        for (const child of element.children) visit(child, number);
    };
    for (const element of document.querySelectorAll(selector)) visit(element, "");
    return [...first.values()];
}"""


def faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds, by rule: what is wrong, the first three times."""
    return told(Axe().run(page).response)


def faults_of_structure(page: Page) -> list[tuple[str, list[str]]]:
    """By all rules but those on colours, which take most of the time."""
    options = {"resultTypes": ["violations"], "rules": {name: {"enabled": False} for name in COLOURS}}
    return told(Axe().run(page, options=options).response)


def faults_of_colours(page: Page, within: str = "body") -> list[tuple[str, list[str]]]:
    """By the rules on colours, of all words that look alike for the first: on a whole report a third of the time.

    Parameters
    ----------
    within : str
        Selects the part of the page that is looked at.
    """
    page.evaluate(Axe().axe_script)
    options = {"resultTypes": ["violations"], "runOnly": COLOURS}
    return told(
        page.evaluate(f"([selector, options]) => axe.run({{include: ({LOOKS})(selector)}}, options)", [within, options])
    )


def told(response: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The findings in short."""
    return [(found["id"], [node["html"][:120] for node in found["nodes"]][:3]) for found in response["violations"]]
