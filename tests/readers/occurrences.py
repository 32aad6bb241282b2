"""Where a lexicon row shows in its example: shared by the tests of the readers' tables."""


def on(text, form, found):
    """Tell whether a finding covers an occurrence of the form."""
    at = text.lower().find(form.lower())
    while at >= 0:
        if any(f.span.start < at + len(form) and at < f.span.end for f in found):
            return True
        at = text.lower().find(form.lower(), at + 1)
    return False
