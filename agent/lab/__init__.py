"""The lab: the networks of the literature, trained and measured on the tasks of their papers.

babi         the 20 bAbI tasks as tensors
world        the simulated world of Weston et al. 2014
tasks        the five tasks of Graves et al. 2014
aspects      SemEval-2014 aspect sentiment
experiments  what `mneme lab` lists, trains, evaluates and shows
"""
