Catalogues in BMEcat 1.2 and 2005 can be imported: complete ones, updates of articles, updates of prices.
