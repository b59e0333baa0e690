"""Reading a page of the grader: its tags, which must close in order, and its text."""

from html.parser import HTMLParser

VOID = {"meta", "br", "rect", "line", "link", "img"}


class Page(HTMLParser):
    """What is in a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.text, self.html = [], [], "", html
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
        if self.open and self.open[-1] != "style":
            self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]

    def needs_nothing_else(self):
        """No script, nothing that is fetched from elsewhere, no handler of events."""
        tags = {tag for tag, _ in self.tags}
        names = {name for _, attributes in self.tags for name in attributes}
        return (
            tags.isdisjoint({"script", "link", "img", "iframe", "object", "base", "form"})
            and not any(name.startswith("on") or name == "src" for name in names)
            and "http:" not in self.html
            and "https:" not in self.html
            and "url(" not in self.html
        )
