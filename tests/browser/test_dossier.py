from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.dossier.html import to_html
from onrecord.dossier.html.safe import shown
from onrecord.model import Omission, Span
from tests.dossier import velmora
from tests.dossier.test_html import HOSTILE, bare, claim

pytestmark = pytest.mark.browser
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHIPS = velmora.at("🚢🌍")
NEVER = velmora.at("we will never sign")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with playwright.sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "velmora.html"
    path.write_text(to_html(velmora.dossier()), encoding="utf-8", newline="")
    return path


class Visit:
    """A page in a window, with everything it complained of and asked for."""

    def __init__(self, browser: Any, path: Path, **options: Any) -> None:
        self.path = path
        self.complaints: list[str] = []
        self.requests: list[str] = []
        options.setdefault("viewport", {"width": 1280, "height": 900})
        self._context = browser.new_context(**options)
        self.page = self._context.new_page()
        self.page.set_default_timeout(5000)
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def __enter__(self) -> Visit:
        self.go()
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def go(self, fragment: str = "") -> Visit:
        self.page.goto("about:blank")
        self.page.goto(self.path.as_uri() + fragment)
        return self

    def ask(self, code: str) -> Any:
        return self.page.evaluate(code)

    def on(self) -> str:
        return "".join(self.ask("[...document.querySelectorAll('.t .on')].map(e => e.textContent)"))


def test_nothing_leaves_the_page_and_nothing_complains(browser: Any, file: Path):
    with Visit(browser, file) as visit:
        visit.page.locator(".margin a").first.click()
        visit.page.keyboard.press("j")
        visit.page.wait_for_timeout(100)
        assert {url for url in visit.requests if url != "about:blank"} <= {file.as_uri(), "data:,"}
        assert visit.complaints == []


def test_the_column_is_the_text_in_a_real_parser(browser: Any, file: Path, tmp_path: Path):
    column = "[...document.querySelectorAll('.t')].map(e => e.textContent).join('')"
    with Visit(browser, file) as visit:
        assert visit.ask(column) == shown(velmora.TEXT)
    text = f"{HOSTILE}\r\n\r\n{HOSTILE}\r\x0c\t🌊"
    hostile = tmp_path / "hostile.html"
    findings = [claim(at, at + 30, at) for at in range(0, len(text) - 30, 7)]
    hostile.write_bytes(to_html(bare(text, *findings)).encode())
    with Visit(browser, hostile) as visit:
        assert visit.ask(column) == shown(text)
        assert visit.complaints == []
        assert visit.ask("document.scripts.length") == 1


def test_a_script_that_is_not_ours_does_not_run(browser: Any, tmp_path: Path):
    page = to_html(velmora.dossier()).replace("</main>", "<script>document.title = 'taken'</script></main>")
    path = tmp_path / "changed.html"
    path.write_text(page, encoding="utf-8", newline="")
    with Visit(browser, path) as visit:
        assert visit.page.title() != "taken"
        assert any("Content Security Policy" in each for each in visit.complaints)


@pytest.mark.parametrize("javascript", [True, False])
def test_layers_hide_and_show(browser: Any, file: Path, javascript: bool):
    with Visit(browser, file, java_script_enabled=javascript) as visit:
        mark = visit.page.locator(".t .time").first
        line = visit.page.locator(".margin > ul > li.time")
        assert visit.page.locator("label.time .count").inner_text() == "8"

        def underlined() -> bool:
            return bool(mark.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline")

        assert underlined()
        assert line.first.is_visible()
        visit.page.locator("#show-time").uncheck()
        assert not underlined()
        assert not line.first.is_visible()
        visit.page.locator("#show-time").check()
        assert underlined()


def test_a_permalink_opens_its_card(browser: Any, file: Path):
    with Visit(browser, file) as visit:
        visit.go(f"#c={NEVER.start}-{NEVER.end}")
        assert visit.on().startswith("we will never sign")
        panel = visit.page.locator("#panel")
        assert panel.is_visible()
        assert "Ana Kolar" in panel.inner_text()
        assert visit.page.locator(f"#c-{NEVER.start}-{NEVER.end}").bounding_box()["y"] < 900
        parts = visit.ask("[...CSS.highlights.get('part')].map(String)")
        assert parts == ["the Minister"]


@pytest.mark.parametrize(
    "words", ["🚢🌍", "🌍. Prime Minister שלום", "Port Alder the port was", "never sign’ and", "gates.\n• Respect"]
)
def test_a_passage_that_is_no_finding_is_highlighted(browser: Any, file: Path, words: str):
    span = velmora.at(words)
    with Visit(browser, file) as visit:
        visit.go(f"#c={span.start}-{span.end}")
        held = visit.ask("[...CSS.highlights.get('passage')].map(String).join('|')")
        assert held.replace("\n", "") == words.replace("\n", "")


def test_code_points_after_emoji(browser: Any, tmp_path: Path):
    text = "🌊" * 50 + " a wave 🚢\r\n\r\nand 🌍 a second, the end"
    path = tmp_path / "emoji.html"
    begin = text.index("second")
    path.write_bytes(to_html(bare(text, claim(begin, begin + 6))).encode())
    with Visit(browser, path) as visit:
        visit.go(f"#c={begin}-{begin + 6}")
        assert visit.on() == "second"
        visit.go(f"#c={text.index('wave')}-{text.index('wave') + 6}")
        assert visit.ask("[...CSS.highlights.get('passage')].join('')") == "wave 🚢"


@pytest.mark.parametrize("fragment", ["#c=5-2", "#c=0-999999", "#c=9-9", "#c=x-y", "#c=-1-4", "#c=1e3-2e3", "#%00"])
def test_odd_fragments_do_no_harm(browser: Any, file: Path, fragment: str):
    with Visit(browser, file) as visit:
        visit.go(fragment)
        assert visit.on() == ""
        assert visit.complaints == []


def test_ids_work_without_a_script(browser: Any, file: Path):
    with Visit(browser, file, java_script_enabled=False) as visit:
        visit.go(f"#c-{NEVER.start}-{NEVER.end}")
        mark = visit.page.locator(f"#c-{NEVER.start}-{NEVER.end}")
        assert 0 <= mark.bounding_box()["y"] < 900
        colour = "e => getComputedStyle(e).backgroundColor"
        assert mark.evaluate(colour) == "rgb(255, 233, 168)"
        visit.page.locator(".margin > ul > li.quotation a").first.click()
        card = visit.page.locator(".note:target")
        assert card.is_visible()
        assert card.evaluate("e => getComputedStyle(e).position") == "fixed"
        assert visit.page.locator("#claims").is_visible()
        assert visit.page.locator("#panel").is_hidden()


@pytest.mark.parametrize("javascript", [True, False])
def test_notes_are_folded_until_one_is_asked_for(browser: Any, file: Path, javascript: bool):
    with Visit(browser, file, java_script_enabled=javascript) as visit:
        card = visit.page.locator("#n1")
        assert not card.evaluate("e => e.checkVisibility({ contentVisibilityAuto: true })")
        visit.go("#n1")
        assert card.evaluate("e => e.checkVisibility({ contentVisibilityAuto: true })")
        assert card.is_visible()
    with Visit(browser, file) as visit:
        visit.page.locator(".contents a[href='#notes']").click()
        assert visit.page.locator("#n2").is_visible()


def test_empty_sections_take_one_line(browser: Any, tmp_path: Path):
    path = tmp_path / "empty.html"
    path.write_bytes(to_html(bare("Odile Tarn spoke.")).encode())
    with Visit(browser, path) as visit:
        for name in ("quotations", "times", "claims", "names", "notes"):
            assert visit.page.locator(f"#{name}").bounding_box()["height"] < 40


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("lines", [2, 6])
def test_furniture_keeps_its_distance_from_the_headline(browser: Any, tmp_path: Path, width: int, lines: int):
    menu = "".join(f"Menu entry {number}\n" for number in range(lines))
    omissions = (Omission(Span(0, len(menu)), "a menu"),)
    path = tmp_path / "menu.html"
    path.write_bytes(to_html(bare(f"{menu}Odile Tarn speaks\nThe harbour stays.", omissions=omissions)).encode())
    with Visit(browser, path, viewport={"width": width, "height": 900}) as visit:
        before = visit.page.locator(".fold" if lines > 4 else ".t.furniture").last.bounding_box()
        after = visit.page.locator(".t:not(.furniture)").first.bounding_box()
        assert after["y"] - before["y"] - before["height"] >= 16


def test_keys_walk_through_the_findings(browser: Any, file: Path):
    with Visit(browser, file) as visit:
        keyboard = visit.page.keyboard
        seen = []
        for _ in range(4):
            keyboard.press("j")
            seen.append(visit.page.locator("#panel .no").first.inner_text())
        assert seen == ["1", "2", "3", "4"]
        keyboard.press("k")
        assert visit.page.locator("#panel .no").first.inner_text() == "3"
        assert "#c=" in visit.page.url
        keyboard.press("Escape")
        assert visit.page.locator("#panel").is_hidden()
        assert visit.on() == ""


def test_keys_pass_over_hidden_layers_and_can_be_turned_off(browser: Any, file: Path):
    with Visit(browser, file) as visit:
        keyboard = visit.page.keyboard
        keyboard.press("4")
        assert not visit.page.locator("#show-mention").is_checked()
        keyboard.press("j")
        assert "name:" not in visit.page.locator("#panel").inner_text()
        keyboard.press("Escape")
        visit.page.locator("#keys").uncheck()
        keyboard.press("j")
        keyboard.press("4")
        assert visit.page.locator("#panel").is_hidden()
        assert not visit.page.locator("#show-mention").is_checked()


def test_notes_open_by_keyboard_and_give_the_focus_back(browser: Any, file: Path):
    with Visit(browser, file) as visit:
        link = visit.page.locator(".margin a").first
        link.focus()
        assert visit.page.locator(".t .hint").count() > 0
        visit.page.keyboard.press("Enter")
        assert visit.ask("document.activeElement.id") == "panel"
        visit.page.keyboard.press("Escape")
        assert visit.ask("document.activeElement.dataset.n") == link.get_attribute("data-n")


def test_a_click_lights_only_the_innermost_finding(browser: Any, file: Path):
    with Visit(browser, file) as visit:
        visit.page.locator(f"#c-{NEVER.start}-{NEVER.end}").dispatch_event("click")
        assert visit.on() == "we will never sign"
        heads = visit.page.locator("#panel .note h3").all_inner_texts()
        assert len(heads) == 2
        assert "direct quotation" in heads[1]


def test_a_click_shows_every_finding_at_that_place(browser: Any, file: Path):
    with Visit(browser, file) as visit:
        tarn = velmora.at("Tarn")
        visit.page.locator(f"#c-{tarn.start}-{tarn.end}").click()
        heads = visit.page.locator("#panel .note h3").all_inner_texts()
        assert [head.split(" ", 1)[1].strip() for head in heads] == ["wording: contested name", "name: place"]
        visit.page.locator("#panel").get_by_label("Close").click()
        assert visit.page.locator("#panel").is_hidden()


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_scrolls_sideways(browser: Any, file: Path, width: int):
    with Visit(browser, file, viewport={"width": width, "height": 844}) as visit:
        assert visit.ask("document.documentElement.scrollWidth") <= width
        wide = visit.ask(
            "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1"
            " && !e.closest('.margin, svg, .quiet, .note, thead')).map(e => e.outerHTML.slice(0, 80))"
        )
        assert wide == []


def test_on_a_phone_the_card_lies_below_and_the_mark_stays_in_view(browser: Any, file: Path):
    with Visit(browser, file, viewport={"width": 390, "height": 700}) as visit:
        visit.go(f"#c={NEVER.start}-{NEVER.end}")
        mark = visit.page.locator(".t .on").first.bounding_box()
        card = visit.page.locator("#panel").bounding_box()
        assert card["y"] + card["height"] == pytest.approx(700, abs=1)
        assert mark["y"] >= 0
        assert mark["y"] + mark["height"] <= card["y"]


def test_cards_in_the_margin_do_not_cover_the_text(browser: Any, file: Path):
    with Visit(browser, file) as visit:
        for _ in range(12):
            visit.page.keyboard.press("j")
            card = visit.page.locator("#panel").bounding_box()
            text = visit.page.locator("p.t:not(.blank)").first.bounding_box()
            assert card["x"] >= text["x"] + text["width"]


CONTRAST = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(numbers(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, [r, g, b, a = 1]) =>
      [r, g, b].map((value, place) => value * a + under[place] * (1 - a)), [255, 255, 255]);
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility() || element.closest("script, style")) continue;
    const style = getComputedStyle(element);
    const ink = numbers(element.closest("svg") ? style.fill : style.color);
    const [one, two] = [light(ink.slice(0, 3)), light(behind(element))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (two + 0.05);
    if (ratio < 4.5) poor.push(ratio.toFixed(2) + " " + element.outerHTML.slice(0, 90));
  }
  return poor;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(browser: Any, file: Path, scheme: str):
    with Visit(browser, file, color_scheme=scheme) as visit:
        visit.page.keyboard.press("j")
        assert visit.ask(CONTRAST) == []
        paper = visit.ask("getComputedStyle(document.body).backgroundColor")
        assert (paper == "rgb(253, 252, 249)") == (scheme == "light")


def test_roles_and_names(browser: Any, file: Path):
    with Visit(browser, file) as visit:
        page = visit.page
        for role, name in (("navigation", "Layers and contents"), ("main", None), ("checkbox", "Quotations")):
            assert page.get_by_role(role, name=name).count() >= 1, role
        assert page.get_by_role("heading", level=1).count() == 1
        assert page.get_by_role("region", name="What it claims").count() == 1
        assert page.get_by_role("table", name="Instruments").count() == 1
        page.keyboard.press("j")
        assert page.get_by_role("button", name="Next finding").is_visible()
        nameless = visit.ask(
            "[...document.querySelectorAll('a, button, summary')].filter(e => "
            "!(e.textContent.trim() || e.getAttribute('aria-label'))).length"
        )
        assert nameless == 0
        page.keyboard.press("Escape")
        page.locator("body").click(position={"x": 2, "y": 2})
        page.keyboard.press("Tab")
        assert visit.ask("document.activeElement.className") == "skip"


def test_in_print_there_are_numbers_and_notes_and_no_toggles(browser: Any, file: Path):
    with Visit(browser, file) as visit:
        visit.page.emulate_media(media="print")
        assert visit.page.locator(".side").is_hidden()
        assert visit.page.locator(".margin").first.is_hidden()
        assert visit.page.locator("#n1").is_visible()
        assert visit.page.locator("#notes summary").is_hidden()
        number = "e => getComputedStyle(e, '::after').content"
        mark = visit.page.locator(".t [data-n][id]").first
        assert mark.evaluate(number) == f'"{mark.get_attribute("data-n")}"'
        address = visit.page.locator("#citations td a.out").first.evaluate(number)
        assert "https://docs.example/1244" in address


def test_a_long_page_opens_at_a_late_passage(browser: Any, tmp_path: Path):
    text = (velmora.FREE_ZONE + " all.\n\n") * 600
    findings = [claim(at, at + 20, at) for at in range(0, len(text) - 40, 47)]
    path = tmp_path / "long.html"
    path.write_bytes(to_html(bare(text, *findings)).encode())
    last = findings[-5].span
    with Visit(browser, path) as visit:
        visit.go(f"#c={last.start}-{last.end}")
        visit.page.wait_for_timeout(200)
        assert visit.on() == text[last.start : last.end]
        assert 0 <= visit.page.locator(".on").first.bounding_box()["y"] < 900
