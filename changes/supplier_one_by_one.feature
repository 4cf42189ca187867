Offers of live suppliers appear one by one as they arrive, each in its line; a supplier who says when to come back is left alone until then.
