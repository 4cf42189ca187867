def plain_form(form):
    """A posted form without NUL signs, which no text of the database can hold."""
    return {
        name: value.replace("\x00", "") if isinstance(value, str) else value
        for name, value in form.items()
    }
