The box measures its way to terminals, printers and the server all day; `GET doctor` and `garage-iot doctor` tell in lights and sentences what is slow or away and what to do.
