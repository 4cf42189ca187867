from . import supplier_books
