"""The card of `check` as a student sees it in JupyterLab, in a light and in a dark theme."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from .lab import chromium, jupyterlab, run_all

pytestmark = pytest.mark.browser

# One gradient without the penalty, and without class 2; one function that stops.
DRAFTS = """
import numpy as np


def softmax_loss_naive(W, X, y, reg):
    N, C = len(X), W.shape[1]
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(N):
        s = X[i] @ W
        s = s - np.max(s)
        loss += np.log(np.sum(np.exp(s))) - s[y[i]]
        p = np.exp(s) / np.sum(np.exp(s))
        for c in range(C):
            if c != 2:
                dW[:, c] += (p[c] - (c == y[i])) * X[i]
    return loss / N + reg * np.sum(W * W), dW / N


def softmax_loss_vectorized(W, X, y, reg):
    S = W @ X
    return 0.0, S
"""

# The contrast of each piece of text in the card with what is behind it, as it is drawn.
CONTRASTS = """sections => {
  const parse = text => {
    const numbers = text.match(/[\\d.]+/g).map(Number);
    return numbers.length < 4 ? [...numbers, 1] : numbers;
  };
  const over = ([r, g, b, a], below) => [r, g, b].map((c, i) => a * c + (1 - a) * below[i]);
  const ground = element => {
    if (!element) return [255, 255, 255];
    const colour = parse(getComputedStyle(element).backgroundColor);
    return colour[3] === 1 ? colour.slice(0, 3) : over(colour, ground(element.parentElement));
  };
  const luminance = colour => colour
    .map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  return sections.flatMap(section => [...section.querySelectorAll('*')])
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => {
      const below = ground(e);
      const pair = [luminance(over(parse(getComputedStyle(e).color), below)), luminance(below)];
      pair.sort((a, b) => a - b);
      return [e.textContent, (pair[1] + 0.05) / (pair[0] + 0.05)];
    });
}"""


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_card_can_be_read_in_both_themes(kit_tree, tmp_path, theme):
    (kit_tree / "cs231n_kit/classifiers/softmax.py").write_text(DRAFTS, "utf-8")
    classifier = kit_tree / "cs231n_kit/classifiers/linear_classifier.py"
    stub = 'raise NotDone("LinearClassifier.predict", "notebooks/softmax.ipynb")'
    done = classifier.read_text("utf-8").replace(stub, "return np.argmax(X @ self.W, axis=1)")
    classifier.write_text(done, "utf-8")
    cells = [new_code_cell("from cs231n_kit import check\ncheck('softmax')")]
    # Without a kernel named JupyterLab asks for one.
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    }
    nbformat.write(new_notebook(cells=cells, metadata=metadata), kit_tree / "notebooks/try.ipynb")

    with jupyterlab(kit_tree, tmp_path, theme=theme) as address, chromium() as page:
        run_all(page, address, "try.ipynb")
        sections = page.locator(".jp-OutputArea-output section")
        sections.nth(3).wait_for(timeout=60_000)
        page.screenshot(path=tmp_path / "card.png")
        assert sections.count() == 4
        dark = page.evaluate("getComputedStyle(document.body).getPropertyValue('--jp-layout-color0')")
        assert (dark.strip() in ("#111111", "#111")) == theme.endswith("Dark")
        contrasts = sections.evaluate_all(CONTRASTS)
        assert len(contrasts) > 40
        assert [(text, round(ratio, 1)) for text, ratio in contrasts if ratio < 4.5] == []
        tables = page.get_by_role("table", name="Yours minus the right one. Wrong: all features; class 2.")
        assert tables.count() == 1
        headings = page.locator(".jp-OutputArea-output").get_by_role("heading", level=4)
        assert [text.split()[-1] for text in headings.all_inner_texts()] == [
            "softmax_loss_naive",
            "softmax_loss_vectorized",
            "LinearClassifier.train",
            "LinearClassifier.predict",
        ]
