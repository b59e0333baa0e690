"""Reading a page of the grader: its tags, which must close in order, and its text."""

from html.parser import HTMLParser

VOID = {"meta", "br", "rect", "line", "link", "img", "input"}


class Page(HTMLParser):
    """What is in a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.text, self.style = [], [], "", ""
        self.html = html
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        inside = self.open[-1] if self.open else ""
        if inside == "style":
            self.style += data
        elif inside != "script":
            self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]

    def needs_nothing_else(self):
        """No script, nothing that is fetched from elsewhere or sent there, no handler of events."""
        tags = {tag for tag, _ in self.tags}
        names = {name for _, attributes in self.tags for name in attributes}
        styles = [self.style, *(attributes.get("style", "") for _, attributes in self.tags)]
        return (
            tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "base"})
            and not any(name.startswith("on") for name in names)
            and names.isdisjoint({"src", "srcset", "action", "formaction", "background", "xlink:href"})
            and not any(word in style for style in styles for word in ("url(", "@import", "http"))
            and all(one.get("href", "#").startswith(("#", "feedback/")) for _, one in self.tags)
        )
