"""The networks of the literature, each a file that reads like its paper, on one addressing.

    addressing   how a query points at memory: Graves 2014, of which the others are cases
    memnn        Weston et al. 2014: hard hops, trained on supporting facts
    segmenter    the same: where in a stream of words a statement ends
    memn2n       Sukhbaatar et al. 2015: soft hops, trained on answers alone
    ntm          Graves et al. 2014: heads that read and write
    hard         Zaremba and Sutskever 2015: addresses sampled instead of averaged
    aspects      Tang et al. 2016: hops over the words around an aspect

Shapes are written with B for the batch, N for slots, J for words of a sentence, D and M for widths.
"""
