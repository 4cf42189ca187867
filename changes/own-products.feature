Own products without a brand are known in the catalogues by the supplier's number or the maker's number; where that is not sure, you are asked once which product a part is.
