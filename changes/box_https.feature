The box speaks HTTPS with its own certificate (`garage-iot certificate`), keeps connections open and refuses foreign names, pages, forms and oversized requests.
