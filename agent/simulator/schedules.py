"""Times worked out: when it is over, when to leave, how long it took, which day, which year.

A thing has a beginning, a length and an end; two of them are told in everyday words, in one line or
in two, and the third is asked (`agent.reckoning`). Plans change ("put back by half an hour"), days
hang on other days ("two days after the fair"), "yesterday" counts from the day it was said, and of
the events of one day the first or the last is asked. What was never told is asked too.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from agent.dates import months_on
from agent.simulator.banks import CHAT, MONTHS, VALUES, person
from agent.simulator.text import ME, Subject, careless_question, named
from agent.story import AnswerKind, Example, Span, Told

# Kinds of events: "== name scale, from-to of the beginning, from-to of the length, family and
# flags". The lines below tell its names (n), its beginning (s), its length (l), both (b), its end
# (u), beginning and end (g), a delay (+) or the opposite (-); S, L and E ask for beginning, length
# and end. {t} is the beginning, {l} the length, {u} the end, {d} the change; {x} a name of it, {s}
# who it is about, {p} "Anna's", {o} "her", {m} "her", {w} a town. "[goes|go]" is for one person and
# for "I" or "we", "[is|am|are]" for the three.
_KINDS_TEXT = """
== session
s {x} starts at {t} / {x} begins at {t} / {x} is at {t}
l {x} lasts {l} / {x} takes {l} / {x} goes on for {l} / they say {x} takes {l}
b {x} starts at {t} and lasts {l} / {x} begins at {t} and goes on for {l} / {x} is at {t}, it takes {l}
u {x} ends at {u} / {x} is over at {u} / {x} finishes at {u}
g {x} is from {t} to {u} / {x} runs from {t} until {u} / {x} starts at {t} and ends at {u}
S When does {x} start? / What time does {x} begin? / At what time does {x} start? / when does {x} begin
L How long is {x}? / How long does {x} last? / How long does {x} take? / How long does {x} go on for?
E When is {x} over? / What time does {x} end? / Until when does {x} go on? / When does {x} finish?
 What time will {x} be done? / At what time is {x} finished? / When will {s} be out of {x}?
== trip
s {x} leaves at {t} / {x} departs at {t} / {x} goes at {t} / {s} [is|am|are] booked on {x} that goes at {t}
l {x} takes {l} / {x} needs {l} / it's {l} on {x}
b {x} leaves at {t} and takes {l} / {x} goes at {t} and it's {l} until we're there
u {x} gets in at {u} / {x} arrives at {u} / {x} is due in at {u}
g {x} leaves at {t} and gets in at {u} / {x} goes at {t} and arrives at {u}
S When does {x} leave? / What time does {x} go? / At what time does {x} depart?
L How long does {x} take? / How long is the journey on {x}?
E When does {x} arrive? / What time does {x} get in? / At what time does {x} get there?
 When will {s} be there with {x}? / what time do we get there with {x}
+ {x} is running {d} late / {x} is delayed by {d} / {x} leaves {d} later than planned / {x} is {d} late
- {x} leaves {d} earlier than planned / {x} has been brought forward by {d}
== film clock 14-21 75-180 session
n the film / the movie / the picture
s {s} [has|have] tickets for {x} at {t} / doors are open already, {x} starts at {t}
l the running time of {x} is {l} / {x} is {l} long
== play clock 17-20 75-210 session
n the play / the show / the performance
s the curtain goes up at {t} for {x}
l with the interval {x} takes {l} / {x} is {l} long
== concert clock 17-20 60-180 session
n the concert / the gig
s the band goes on stage at {t}, that's when {x} starts
== exam clock 8-14 60-240 session
n {p} exam / {p} test
b {p} exam starts at {t} and {s} [gets|get] {l} for it / {p} test is at {t}, {l} in all
l {s} [has|have] {l} for {o} exam / {s} [gets|get] {l} for {o} test
E When must {s} hand in {o} exam? / when is {p} exam over
== lesson clock 9-19 30-120 session
n {p} piano lesson / {p} lesson at the piano
== match clock 10-19 45-135 session
n the match / the game
s kick-off for {x} is at {t} / they kick off {x} at {t}
E When is the final whistle of {x}?
== meeting clock 8-17 15-180 session
n the staff meeting / the meeting at work
s {s} [has|have] {x} at {t}
== dentist clock 8-17 15-90 session
n {p} dentist appointment / {p} appointment at the dentist
== wedding clock 10-16 20-90 session
n the ceremony / the wedding service
s the bride walks in for {x} at {t}
== tour clock 9-17 30-180 session
n the guided tour / the tour of the castle
s the guide starts {x} at {t}
== shift clock 5-22 240-540 fixed
n {p} shift
s {p} shift starts at {t} / {s} [clocks|clock] on at {t} / {s} [starts|start] work at {t}
l {p} shift is {l} long / {s} [works|work] for {l} / {p} shift lasts {l}
b {s} [starts|start] work at {t} and [works|work] for {l} / {p} shift begins at {t} and goes on for {l}
u {p} shift ends at {u} / {s} [knocks|knock] off at {u} / {s} [finishes|finish] work at {u}
g {s} [works|work] from {t} to {u} / {p} shift is from {t} until {u}
S When does {p} shift start? / When [does|do] {s} start work? / What time [does|do] {s} clock on?
L How long is {p} shift? / How long [does|do] {s} work? / How long does {p} shift last?
E When does {p} shift end? / When [does|do] {s} finish work? / What time [does|do] {s} get off work?
 Until when [does|do] {s} have to work? / When is {p} working day over?
== train clock 5-21 20-360 trip
n the train to {w} / the express to {w}
== flight clock 5-21 60-360 trip
n the flight to {w} / the plane to {w}
s {x} takes off at {t}
u {x} lands at {u} / {x} touches down at {u}
E When does {x} land? / what time does {x} touch down
== ferry clock 6-20 30-300 trip
n the ferry to {w} / the boat to {w}
s {x} casts off at {t}
l the crossing to {w} takes {l}
== coach clock 6-20 45-360 trip
n the coach to {w} / the bus to {w}
== drive clock 5-18 30-360 we fixed
s {s} [leaves|leave] for {w} at {t} / {s} [sets|set] off for {w} at {t} / {s} [starts|start] for {w} at {t}
l the drive to {w} takes {l} / it's {l} to {w} by car / {s} [needs|need] {l} to {w}
b {s} [sets|set] off for {w} at {t}, the drive takes {l} / {s} [leaves|leave] for {w} at {t} and it's {l} by car
u {s} [has|have] to be in {w} at {u} / they expect {m} in {w} at {u} / {s} must be in {w} by {u}
S When must {s} leave for {w}? / What time [does|do] {s} have to set off for {w}?
 By when must {s} be on the road to {w}? / When [does|do] {s} need to start for {w}?
L How long is the drive to {w}? / How long does it take {m} to get to {w}? / how long is it to {w} by car
E When [does|do] {s} arrive in {w}? / What time will {s} get to {w}? / When will {s} be in {w}?
 At what time [does|do] {s} reach {w}? / what time [does|do] {s} get there, in {w}
== road clock 5-14 60-540 we fixed
s {s} left for {w} at {t} / {s} set off for {w} at {t} / {s} got into the car for {w} at {t}
l {s} drove {l} to {w} / {s} took {l} to {w} / the drive to {w} took {m} {l}
b {s} left for {w} at {t} and the drive took {l} / {s} started for {w} at {t} and drove {l}
u {s} got to {w} at {u} / {s} arrived in {w} at {u} / {s} reached {w} at {u}
g {s} left for {w} at {t} and got there at {u} / {s} set off for {w} at {t} and arrived at {u}
S When did {s} leave for {w}? / What time did {s} set off for {w}? / At what time did {s} start for {w}?
L How long [was|was|were] {s} on the road to {w}? / How long did the drive to {w} take? / How long did {s} need to get to {w}?
E When did {s} arrive in {w}? / What time did {s} get to {w}? / At what time did {s} reach {w}?
== hike clock 6-14 60-420 we fixed
s {s} started the hike at {t} / {s} set out on the walk at {t}
l the hike took {m} {l} / {s} walked for {l}
b {s} set out on the walk at {t} and it took {l} / {s} started the hike at {t} and walked for {l}
u {s} got back from the walk at {u} / {s} finished the hike at {u}
g {s} went hiking at {t} and came back at {u} / {s} set out on the walk at {t} and got back at {u}
S When did {s} set out on the walk? / What time did {s} start the hike?
L How long did the walk take {m}? / How long did {s} walk? / How long [was|was|were] {s} out on the hike?
E When did {s} get back from the walk? / What time did {s} finish the hike? / When [was|was|were] {s} back from the hike?
== roast clock 10-19 30-240 fixed
n the roast / the meat / the joint
s {s} put {x} in the oven at {t} / {x} went into the oven at {t} / {x} goes in at {t}
l {x} needs {l} / {x} has to cook for {l} / {x} takes {l} in the oven
b {x} went in at {t} and needs {l} / {s} put {x} in the oven at {t}, it takes {l}
u {x} has to be ready at {u} / {x} should be on the table at {u} / {s} [wants|want] {x} done by {u}
S When must {x} go into the oven? / What time [does|do] {s} have to put {x} in? / When did {x} go in?
L How long does {x} need? / How long does {x} take in the oven? / How long must {x} cook?
E When is {x} done? / What time is {x} ready? / When can {s} take {x} out? / When does {x} come out of the oven?
== bread clock 6-19 25-90 fixed
n the bread / the loaf / the sourdough
s {x} went into the oven at {t} / {s} put {x} in at {t}
l {x} bakes for {l} / {x} needs {l} in the oven
b {x} has been in since {t} and takes {l} / {s} put {x} in at {t} for {l}
u {x} must be out at {u} / {s} [has|have] to take {x} out at {u}
S When should {x} go in? / At what time must {s} put {x} in? / what time did {x} go into the oven
L How long does {x} bake? / How long must {x} stay in?
E When is {x} baked? / What time does {x} come out? / When must {s} take {x} out? / when will {x} be ready
== washing clock 7-21 30-180 fixed
n the washing / the laundry
s {s} switched the machine on at {t} for {x} / {x} went into the machine at {t}
l the programme for {x} takes {l} / {x} takes {l}
b {s} put {x} on at {t}, the programme takes {l} / {x} went in at {t} and takes {l}
E When is {x} done? / What time can {s} hang up {x}? / When will {x} be finished? / When is {x} ready?
L How long does {x} take? / How long is the programme for {x}?
S When did {s} put {x} on? / What time did {x} go in?
== parking clock 8-18 30-240 fixed
s {s} parked at {t} / {s} put the car in the car park at {t}
l {s} paid for {l} of parking / {p} parking ticket is good for {l}
b {s} parked at {t} and paid for {l} / {p} parking ticket runs from {t}, for {l}
u {p} parking runs out at {u} / {p} parking ticket is good until {u}
E When does {p} parking run out? / Until when may {s} park? / When must {s} be back at the car? / What time does {p} parking ticket expire?
L How long may {s} park? / How long did {s} pay for?
S When did {s} park? / What time did {s} park the car?
== painkiller clock 6-22 120-480 third fixed
n the painkiller / the injection / the jab
s {s} got {x} at {t} / the nurse gave {s} {x} at {t}
l {s} is all right for {l} with {x} / {x} keeps {s} free of pain for {l}
b {s} got {x} at {t} and it works for {l} / {x} was given to {s} at {t} and holds for {l}
u {x} wears off at {u} for {s} / {x} stops working for {s} at {u}
E When does {x} wear off for {s}? / Until when does {x} help {s}? / What time does {x} stop working for {s}?
L How long does {x} work for {s}? / How long does {x} help {s}?
S When did {s} get {x}? / What time was {s} given {x}?
== operation clock 7-15 45-300 third fixed
n {p} operation / {p} surgery
s {s} went into the operating theatre at {t} / {p} operation began at {t}
l {p} operation took {l} / {p} surgery went on for {l}
b {p} operation began at {t} and took {l} / {s} was wheeled in at {t} and {p} operation took {l}
u {s} came out of surgery at {u} / {p} operation was over at {u}
g {p} operation went from {t} to {u} / {p} surgery began at {t} and was over at {u}
E When was {p} operation over? / What time did {s} come out of surgery? / When did they finish {p} operation?
L How long was {p} operation? / How long did {p} surgery take? / How long was {s} in surgery?
S When did {p} operation begin? / What time did {s} go into surgery?
== sitter clock 13-19 60-300 third fixed
s {s} comes to babysit at {t} / {s} gets here for the children at {t}
l {s} can babysit for {l} / {s} stays with the children for {l}
b {s} comes to babysit at {t} and stays for {l} / {s} gets here at {t} and looks after the children for {l}
u {s} has to leave the children at {u} / {s} can babysit until {u}
g {s} babysits from {t} to {u} / {s} looks after the children from {t} until {u}
E Until when does {s} babysit? / When does {s} have to leave the children? / What time is {s} done babysitting?
L How long does {s} babysit? / How long can {s} stay with the children?
S When does {s} come to babysit? / From when does {s} look after the children?
== charging clock 6-20 60-540 fixed
n the car battery / the battery of the car
s {s} plugged {x} in at {t} / {x} has been charging since {t}
l {x} takes {l} to charge / {x} needs {l} to be full
b {x} has been charging since {t} and needs {l} / {s} plugged {x} in at {t}, it takes {l} to be full
u {x} has to be full at {u} / {s} [needs|need] {x} charged by {u}
E When is {x} full? / What time will {x} be charged? / When can {s} unplug {x}?
L How long does {x} take to charge? / How long must {x} be plugged in?
S When must {s} plug {x} in? / What time did {s} plug {x} in?
== nap clock 11-15 20-150 fixed
n the baby / the little one
s {x} fell asleep at {t} / {x} dropped off at {t}
l {x} slept for {l} / {x} napped for {l}
b {x} fell asleep at {t} and slept for {l} / {x} dropped off at {t} and was out for {l}
u {x} woke up at {u} / {x} was awake again at {u}
g {x} slept from {t} to {u} / {x} fell asleep at {t} and woke up at {u}
E When did {x} wake up? / What time was {x} awake again? / Until when did {x} sleep?
L How long did {x} sleep? / How long was {x} asleep?
S When did {x} fall asleep? / What time did {x} drop off? / Since when had {x} been asleep?
== outage clock 6-21 20-300 fixed
n the power / the electricity
s {x} went off at {t} / {x} failed at {t}
l {x} was gone for {l} / we sat without {x} for {l}
b {x} went off at {t} and was gone for {l} / {x} failed at {t}, for {l}
u {x} came back at {u} / {x} was on again at {u}
g {x} went off at {t} and came back at {u} / {x} was gone from {t} until {u}
E When did {x} come back? / What time was {x} on again? / Until when was {x} off?
L How long was {x} gone? / How long were we without {x}?
S When did {x} go off? / What time did {x} fail?
== varnish clock 7-17 60-480 fixed
n the varnish / the second coat / the paint
s {s} put {x} on at {t} / {x} went on at {t}
l {x} needs {l} to dry / {x} takes {l} to dry
b {s} put {x} on at {t} and it needs {l} to dry / {x} went on at {t}, it takes {l} to dry
E When is {x} dry? / What time can {s} touch {x}? / At what time will {x} be dry?
L How long does {x} need to dry? / How long does {x} take?
S When did {s} put {x} on? / What time did {x} go on?
== parcel days 0-0 2-12 fixed
n the parcel to {w} / the package for {w}
s {s} posted {x} on {t} / {x} went off on {t}
l {x} takes {l} / the post needs {l} for {x}
b {s} posted {x} on {t} and it takes {l} / {x} went off on {t} and is {l} on its way
u {x} has to be there on {u} / {x} must arrive on {u}
E When does {x} arrive? / On what day does {x} get there? / When will {x} be there? / which day does {x} arrive
L How long does {x} take? / How many days is {x} on its way?
S When must {s} post {x}? / On what day did {x} go off? / When was {x} posted?
== building days 0-0 14-70
n the roof repair / the work on the roof
s they start on {x} on {t} / the builders begin {x} on {t}
l the builders need {l} for {x} / they said {l} for {x}
b they start on {x} on {t} and need {l} / the builders begin {x} on {t} and want {l}
u the builders must be done with {x} by {u} / the builders finish {x} on {u}
E When are they done with {x}? / By what date will {x} be finished? / When do the builders finish {x}? / until when does {x} go on
L How long do the builders need for {x}? / How long do they work on {x}?
S When do the builders begin {x}? / When must they start on {x}? / On what day do they start on {x}?
+ the builders begin {x} {d} later than agreed / {x} has slipped by {d}
- the builders can start {x} {d} earlier / they begin {x} {d} sooner than agreed
== library date 0-0 7-35 fixed
n the library book / the book from the library
s {s} borrowed {x} on {t} / {s} took {x} out on {t}
l {s} can keep {x} for {l} / {x} is lent for {l}
b {s} borrowed {x} on {t} and can keep it for {l} / {s} took {x} out on {t}, for {l}
u {x} is due on {u} / {s} [has|have] to return {x} on {u}
E When is {x} due? / When must {s} return {x}? / On what date does {x} have to go back? / by when must {x} be back
L How long may {s} keep {x}? / For how long is {x} lent?
S When did {s} borrow {x}? / On what date did {s} take {x} out?
== visit days 0-0 2-28 third
s {s} comes to stay on {t} / {s} arrives here on {t}
l {s} stays with us for {l} / {s} will be our guest for {l}
b {s} comes on {t} and stays for {l} / {s} arrives on {t}, for {l}
u {s} goes home on {u} / {s} leaves us on {u}
E When does {s} go home? / On which day does {s} leave? / What day does {s} go back? / until when is {s} here
L How long does {s} stay? / For how long is {s} here?
S When does {s} come? / On what day does {s} arrive?
+ {s} comes {d} later than planned / {p} visit has been put back by {d}
- {s} comes {d} earlier than planned / {p} visit has been brought forward by {d}
== sailing days 0-0 2-21
n the ship to {w} / the cargo boat to {w}
s {x} sails on {t} / {x} puts to sea on {t}
l {x} is {l} at sea / {x} takes {l}
b {x} sails on {t} and takes {l} / {x} puts to sea on {t} and is under way for {l}
u {x} docks on {u} / {x} comes in on {u}
g {x} sails on {t} and docks on {u} / {x} puts to sea on {t} and comes in on {u}
E When does {x} dock? / On what day does {x} get there? / When does {x} reach port? / what day does {x} come in
L How long is {x} at sea? / How long does {x} take? / How many days is {x} under way?
S When does {x} sail? / On what day does {x} put to sea?
+ {x} sails {d} later than planned / {x} is delayed by {d}
- {x} sails {d} earlier than planned
== cheese date 0-0 14-84 fixed
n the cheese / the big wheel
s {s} laid down {x} on {t} / {x} went into the cellar on {t}
l {x} has to ripen for {l} / {x} needs {l} to ripen
b {s} laid down {x} on {t} and it must ripen for {l} / {x} went into the cellar on {t}, for {l}
u {x} should be ripe on {u} / {s} [wants|want] to cut {x} on {u}
E When is {x} ripe? / On what date can {s} cut {x}? / When does {x} come out of the cellar?
L How long must {x} ripen? / How long does {x} need?
S When must {s} lay down {x}? / On what date did {x} go into the cellar?
== cast date 0-0 14-70 fixed
n {p} cast / {p} plaster
s {s} got {o} cast on {t} / {p} cast was put on on {t}
l {p} cast stays on for {l} / {s} must keep the plaster on for {l}
b {s} got {o} cast on {t} and must keep it on for {l} / {p} plaster went on on {t}, for {l}
u {p} cast comes off on {u} / {s} [gets|get] rid of the plaster on {u}
E When does {p} cast come off? / On what date is {p} plaster taken off? / When [is|am] {s} rid of the cast? / until when must {s} wear the cast
L How long must {s} wear the cast? / For how long is {p} leg in plaster?
S When did {s} get {o} cast? / On what date was {p} plaster put on?
== passport date 0-0 14-56 fixed
n {p} passport / {p} new passport
s {s} applied for {o} passport on {t} / {s} sent off the form for the passport on {t}
l {p} passport takes {l} / the office needs {l} for {p} passport
b {s} applied for {o} passport on {t} and it takes {l}
u {p} passport is ready on {u} / {s} can fetch {o} passport on {u}
E When is {p} passport ready? / On what date can {s} fetch {o} passport? / When [does|do] {s} get {o} passport?
L How long does {p} passport take? / How long [does|do] {s} have to wait for {o} passport?
S When did {s} apply for {o} passport? / On what date did {s} send off the form for the passport?
== exhibition date 0-0 14-70
n the exhibition / the show at the museum
s {x} opens on {t} / the doors of {x} open on {t}
l {x} is on for {l} / {x} runs for {l}
b {x} opens on {t} and runs for {l} / {x} opens on {t}, it is on for {l}
u {x} closes on {u} / {x} comes down on {u}
g {x} opens on {t} and closes on {u}
E When does {x} close? / On what date does {x} come down? / Until what date is {x} on? / when is {x} over
L How long is {x} on? / How long does {x} run?
S When does {x} open? / On what date does {x} open?
== lease terms 0-0 0-0 fixed
n {p} lease
s {p} lease began on {t} / {s} signed the lease from {t}
l {p} lease runs for {l} / {s} took the lease for {l}
b {p} lease began on {t} and runs for {l} / {s} rented the place from {t} for {l}
u {p} lease ends on {u} / {p} lease is up on {u}
E When does {p} lease end? / Until when does {p} lease run? / On what date must {s} be out of the place? / When is {p} lease up?
S When did {p} lease begin? / On what date did {p} lease start? / Since when [has|have] {s} had the lease?
== warranty terms 0-0 0-0 fixed
n {p} boiler / {p} new boiler
s {s} bought {x} on {t} / {x} was delivered on {t}
l {x} has a guarantee of {l} / the guarantee on {x} is {l}
b {s} bought {x} on {t}, with a guarantee of {l} / {x} came on {t} and has a guarantee of {l}
u the guarantee on {x} ends on {u} / {x} is under guarantee until {u}
E When does the guarantee on {x} run out? / Until when is {x} under guarantee? / On what date does the guarantee on {x} end?
S When was {x} bought? / On what date did {s} get {x}?
== firm year 1950-2005 2-40 fixed
s {s} started at the mill in {t} / {s} joined the mill in {t} / the mill took {m} on in {t}
l {s} stayed at the mill for {l} / {s} worked at the mill for {l} / {s} left the mill {l} later
b {s} joined the mill in {t} and stayed for {l} / {s} started at the mill in {t} and left {l} later
u {s} left the mill in {u} / the mill let {m} go in {u}
g {s} worked at the mill from {t} to {u} / {s} joined the mill in {t} and left in {u}
E In what year did {s} leave the mill? / When did {s} leave the mill? / Until when did {s} work at the mill? / What year did {s} stop at the mill?
L How many years did {s} work at the mill? / How long did {s} stay at the mill? / For how many years [was|was|were] {s} at the mill?
S In what year did {s} join the mill? / When did {s} start at the mill?
== abroad year 1950-2010 2-20 fixed
s {s} moved to {w} in {t} / {s} settled in {w} in {t}
l {s} lived in {w} for {l} / {s} spent {l} in {w}
b {s} moved to {w} in {t} and lived there for {l} / {s} went to {w} in {t} and came back {l} later
u {s} left {w} in {u} / {s} came home from {w} in {u}
g {s} lived in {w} from {t} to {u} / {s} went to {w} in {t} and came back in {u}
E In what year did {s} leave {w}? / When did {s} come home from {w}? / What year did {s} come back from {w}? / Until what year did {s} live in {w}?
L How many years did {s} live in {w}? / How long [was|was|were] {s} in {w}? / How long did {s} stay in {w}?
S In what year did {s} move to {w}? / When did {s} go to {w}? / Since what year did {s} live in {w}?
== marriage year 1930-2000 2-60 third fixed
s {s} got married in {t} / {s} married in {t}
l {p} marriage lasted {l} / {s} was married for {l}
b {s} got married in {t} and was widowed {l} later / {s} married in {t} and the marriage lasted {l}
u {p} marriage ended in {u} / {s} was widowed in {u}
g {s} married in {t} and was widowed in {u} / {s} was married from {t} to {u}
E In what year did {p} marriage end? / When was {s} widowed? / What year was {p} marriage over?
L How many years was {s} married? / How long did {p} marriage last?
S In what year did {s} get married? / When did {s} marry? / What year was {p} wedding?
== mayor year 1950-2010 4-24 third fixed
s {s} became mayor of {w} in {t} / {w} elected {s} mayor in {t}
l {s} was mayor of {w} for {l} / {s} governed {w} for {l}
b {s} became mayor of {w} in {t} and stayed for {l} / {w} elected {s} mayor in {t} and {h} stayed for {l}
u {s} stepped down as mayor of {w} in {u} / {w} voted {s} out in {u}
g {s} was mayor of {w} from {t} to {u}
E In what year did {s} step down in {w}? / Until when was {s} mayor of {w}? / What year did {s} stop being mayor of {w}?
L How many years was {s} mayor of {w}? / How long did {s} govern {w}?
S In what year did {s} become mayor of {w}? / When was {s} elected in {w}?
== will year 1920-1985 10-50 third fixed
s {s} died in {t} / {s} passed away in {t}
l the will of {s} was opened {l} later / {p} will stayed sealed for {l}
b {s} died in {t} and {p} will was opened {l} later / {s} passed away in {t} and {p} will stayed sealed for {l}
u the will of {s} was opened in {u} / they read {p} will in {u}
g {s} died in {t} and {p} will was opened in {u}
E In what year was {p} will opened? / When was the will of {s} opened? / What year did they read {p} will?
L How many years was {p} will sealed? / How long did {p} will stay sealed? / How many years after the death of {s} was the will opened?
S In what year did {s} die? / When did {s} pass away?
== band year 1960-2010 2-30 fixed
n the band / the group
s {s} founded {x} in {t} / {x} got together in {t}
l {x} held for {l} / {x} played together for {l}
b {x} got together in {t} and split up {l} later / {s} founded {x} in {t} and it held for {l}
u {x} split up in {u} / {x} played the last time in {u}
g {x} existed from {t} to {u} / {x} got together in {t} and split up in {u}
E In what year did {x} split up? / When did {x} break up? / What year was {x} over?
L How many years did {x} exist? / How long did {x} play together?
S In what year was {x} founded? / When did {x} get together?
== death age 1890-1960 30-60 third fixed
s {s} was born in {t} / {p} birth was in {t}
l {s} died at the age of {l} / {s} died at {l} / {s} was {l} when {h} died
b {s} was born in {t} and died at the age of {l} / {s}, born in {t}, lived to be {l}
u {s} died in {u} / {s} passed away in {u}
g {s} was born in {t} and died in {u} / {s} lived from {t} to {u}
E In what year did {s} die? / When did {s} die? / What year did {s} pass away?
L How old was {s} when {h} died? / How old did {s} get? / At what age did {s} die?
S In what year was {s} born? / When was {s} born? / What is {p} year of birth?
== parent age 1920-1985 19-44 fixed
s {s} [was|was] born in {t} / {p} year of birth is {t}
l {s} had {o} first child at {l} / {s} [was|was] {l} when {o} first child came
b {s} [was|was] born in {t} and had {o} first child at {l}
u {s} had {o} first child in {u} / {p} first child came in {u}
g {s} [was|was] born in {t} and had {o} first child in {u}
E In what year did {s} have {o} first child? / When was {p} first child born? / What year did {p} first child come?
L How old [was|was] {s} when {o} first child came? / At what age did {s} have {o} first child?
S In what year [was|was] {s} born? / When [was|was] {s} born?
== doctor age 1900-1970 24-40 third fixed
s {s} was born in {t} / {s} came into the world in {t}
l {s} became a doctor at {l} / at the age of {l} {s} became a doctor
b {s} was born in {t} and became a doctor at {l} / {s}, born in {t}, became a doctor at {l}
u {s} became a doctor in {u} / in {u} {s} became a doctor
g {s} was born in {t} and became a doctor in {u}
E In what year did {s} become a doctor? / When did {s} become a doctor? / Since what year was {s} a doctor?
L How old was {s} when {h} became a doctor? / At what age did {s} become a doctor?
S In what year was {s} born? / When was {s} born?
"""  # noqa: E501

_LATER = (
    "{x} has been put back by {d} / {x} starts {d} later than planned / {x} is delayed by {d}"
    " / they've pushed {x} back {d} / {x} will begin {d} late / change of plan, {x} is {d} later"
).split(" / ")
_SOONER = (
    "{x} has been brought forward by {d} / {x} starts {d} earlier than planned"
    " / they've moved {x} forward by {d} / {x} is {d} earlier than we thought"
).split(" / ")
_POSTPONED = [
    *_LATER[:2], "{x} has been postponed by {d}", "{x} is put off by {d}", "{x} opens {d} later",
]  # fmt: skip
_NOW = (
    "When does {x} start now? / What's the new time of {x}? / When does {x} really begin?"
    " / What time does {x} start after the change?"
).split(" / ")
_BEFORE = (
    "When was {x} supposed to start originally? / When was {x} to begin at first?"
    " / When should {x} have started? / When was {x} planned for at first?"
).split(" / ")
_MOVED_BY = (
    "By how much was {x} moved? / How much was {x} shifted by? / How big was the change to {x}?"
).split(" / ")

# Days that hang on other days
_ANCHORS = (
    "the fair / the wedding / the regatta / the school play / the general meeting / the auction"
    " / the harvest festival / the marathon / the christening / the village dance / the funeral"
    " / the book launch / the by-election / the open day / the flower show"
).split(" / ")
_FIXED_AT = (
    "{x} is on {t} / {x} takes place on {t} / we have {x} on {t} / {x} has been fixed for {t}"
    " / the day of {x} is {t} / on {t} there's {x}"
).split(" / ")
_HANGING = tuple(
    (clause, question)
    for line in """we fly to {w} = do we fly to {w}
the guests from {w} arrive = do the guests from {w} arrive
the hall is cleaned = is the hall cleaned
{s} [moves|move] house = [does|do] {s} move house
the stalls are taken down = are the stalls taken down
the bill is due = is the bill due
the rehearsals begin = do the rehearsals begin
the painter comes = does the painter come
{s} [goes|go] into hospital = [does|do] {s} go into hospital
the tickets go on sale = do the tickets go on sale
the jury meets = does the jury meet
{s} [starts|start] the new job = [does|do] {s} start the new job
the marquee goes up = does the marquee go up
the flowers are delivered = are the flowers delivered
{s} [leaves|leave] for {w} = [does|do] {s} leave for {w}
the photographer sends the pictures = does the photographer send the pictures
the school opens again = does the school open again""".split("\n")
    for clause, question in [line.split(" = ")]
)
_AFTER = ("{l} after {x} {c}", "{c} {l} after {x}", "{x} comes first, and {l} later {c}")
_AHEAD = ("{l} before {x} {c}", "{c} {l} before {x}", "{c} {l} ahead of {x}")
_THEN = ("{l} later {c}", "{l} after that {c}", "and {l} later {c}", "then {l} on, {c}")
_ASK_DATE = (
    "On which date {c}? / What date {c}? / On what date {c}? / The date please: when {c}?"
    " / Which date is it when {q}?"
).split(" / ")
_ASK_WEEKDAY = (
    "On which day of the week {c}? / What day {c}? / Which weekday {c}? / On what day {c}?"
    " / Which day is it when {q}?"
).split(" / ")

# Two days told on days of their own: what is told, how it is called, a question of its own
_PAIRS = tuple(
    tuple(line.split(" / "))
    for line in """
the boiler broke down {t} / the plumber came {t} / the breakdown of the boiler / the visit of the plumber / How long did it take the plumber to come?
{s} ordered the bed {t} / the bed was delivered {t} / the order of the bed / its delivery / How long did the bed take to come?
{s} had an operation {t} / {s} came home from hospital {t} / {p} operation / the homecoming / How many days was {s} in hospital after the operation?
the cat ran away {t} / the cat turned up again {t} / the disappearance of the cat / its return / How long was the cat gone?
{s} sent off the application {t} / the answer to the application came {t} / {p} application / the answer / How long did the answer to the application take?
{s} sowed the beans {t} / the first bean came up {t} / the sowing of the beans / the first bean coming up / How many days did the beans need to come up?
{s} lost {o} keys {t} / {p} keys were found {t} / the loss of the keys / the day they were found / How long were the keys lost?
{s} lent me the ladder {t} / {s} took the ladder back {t} / the loan of the ladder / its return / How many days did I have the ladder?
the window was broken {t} / the glazier was here {t} / the day the window broke / the visit of the glazier / How long did the glazier take to come?
{s} took the exam {t} / {s} got the exam results {t} / {p} exam / the day the results came / How long did {s} wait for the exam results?
the car went into the garage {t} / the car was ready {t} / the day the car went in / the day it was ready / How long was the car in the garage?
{s} put up the tent {t} / {s} took the tent down {t} / the day the tent went up / the day it came down / How many days did the tent stand?
the hen began to sit {t} / the chicks hatched {t} / the day the hen sat down / the hatching of the chicks / How long did the hen sit before the chicks hatched?
{s} rang the landlord {t} / the landlord turned up {t} / {p} call to the landlord / the visit of the landlord / How long did the landlord take to turn up?
the snow began to fall {t} / the road was cleared {t} / the first snow / the clearing of the road / How many days after the first snow was the road cleared?
""".strip().split("\n")  # noqa: E501
)
_ASK_APART = (
    "How many days lay between {a} and {b}? / How many days after {a} was {b}?"
    " / How many days passed from {a} to {b}? / How long was it from {a} to {b}?"
    " / How many days went by between {a} and {b}?"
).split(" / ")

# The order of one day
_APPOINTMENTS = (
    "the dentist / lunch with {n} / the parents' evening / the haircut / the swimming lesson"
    " / the bank appointment / the call with the lawyer / coffee with {n} / choir practice"
    " / the eye test / the viewing of the flat / the job interview / the car inspection"
    " / the blood test / the driving lesson / the yoga class / the piano tuner / physio"
    " / the visit from {n} / the team meeting"
).split(" / ")
_AT = (
    "{x} is at {t} / at {t} there's {x} / I've got {x} at {t} / {x} has been put in for {t}".split(
        " / "
    )
)
_FROM = "{l} after {z} I've got {x} / {x} is {l} after {z} / {x} comes {l} after {z}".split(" / ")
_TO = "{l} before {z} I've got {x} / {x} is {l} before {z} / {x} comes {l} before {z}".split(" / ")
_THEREAFTER = "after that I've got {x} / then it's {x} / {l} after that comes {x}".split(" / ")
_BEFOREHAND = "before that I've got {x} / but first there's {x} / {l} before that it's {x}".split(
    " / "
)
_ASK_FIRST = (
    "What comes first that day? / Which is first, {z} or {x}? / What do I have first?"
    " / Which one is earlier, {z} or {x}? / What's the first thing on that day?"
    " / Which of {z} and {x} is sooner?"
).split(" / ")
_ASK_LAST = (
    "What comes last that day? / Which is later, {z} or {x}? / What do I have last?"
    " / Which one comes second, {z} or {x}? / What's the last thing on that day?"
    " / Which of {z} and {x} is later?"
).split(" / ")

_NOISE = (
    "{n} paid {p} for a new lamp.|There were {i} people in the queue.|My bus ticket was {p}."
    "|{n} rang at {k}, just to chat.|I read {i} pages last night.|{n} has {i} tomato plants."
    "|The shop around the corner shuts at {k}.|We waited {l} for a table at the cafe."
    "|{n} ran for {l} this morning.|I slept for {h} hours.|{n} bought {i} stamps for {p}."
    "|The phone rang at {k} and nobody was there."
).split("|")

_DAY, _NO_YEAR = 24 * 60, 2001  # the year that `agent.quantities` takes for dates that name none
_UNTOLD = 0.65  # of what was never told that is asked
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MINUTES = (10, 15, 20, 25, 30, 35, 40, 45, 50, 60, 70, 75, 80, 90, 100, 105, 110, 120, 130, 135,
            150, 160, 165, 180, 200, 210, 225, 240, 300, 330, 360, 420, 480, 510, 540)  # fmt: skip
_PLANS = {"b": 4, "sl": 6, "ul": 4, "su": 3, "g": 2, "s": 1, "l": 1, "u": 1}
_WE = Subject("we", "our", "we", "us", "our", True)
_SLOT = re.compile(r"\{(\w)\}")
_NAMED, _REFERS = re.compile(r"\{[sp]\}"), re.compile(r"\{[ohm]\}")
_CHOICE = re.compile(r"\[([^|\]]*)\|([^|\]]*)(?:\|([^\]]*))?\]")


@dataclass(frozen=True)
class _Kind:
    """A kind of event; `ways` are those of `_KINDS_TEXT`, `begins` and `lasts` least and most."""

    name: str
    scale: str
    begins: tuple[int, int]
    lasts: tuple[int, int]
    flags: frozenset[str]
    ways: Mapping[str, tuple[str, ...]]

    def says_which(self, way: str) -> bool:
        """Whether `way` tells two events of this kind apart, by a person or a town."""
        names = self.ways.get("n", ("",))
        return bool(re.search(r"\{[spw]\}", way)) or (
            "{x}" in way and all(re.search(r"\{[spw]\}", name) for name in names)
        )

    def has_twins(self) -> bool:
        return all(any(map(self.says_which, w)) for key, w in self.ways.items() if key != "n")


def _kinds(text: str) -> tuple[_Kind, ...]:
    families: dict[str, dict[str, tuple[str, ...]]] = {}
    kinds: list[_Kind] = []
    for block in text.split("== ")[1:]:
        head, *lines = block.strip().replace("\n ", " / ").split("\n")
        ways = {line[0]: tuple(w.strip() for w in line[2:].split(" / ")) for line in lines}
        name, *spec = head.split()
        if not spec:
            families[name] = ways
            continue
        scale, begins, lasts, *flags = spec
        ranges = [tuple(map(int, pair.split("-"))) for pair in (begins, lasts)]
        shared = next((families[flag] for flag in flags if flag in families), {})
        own = {key: ways.get(key, ()) + shared.get(key, ()) for key in (*ways, *shared)}
        (first, last), (least, most) = ranges
        kinds.append(_Kind(name, scale, (first, last), (least, most), frozenset(flags), own))
    return tuple(kinds)


_KINDS = _kinds(_KINDS_TEXT)


class _Story:
    """Lines told one after the other, and the questions on them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng, self.told, self.examples = rng, list[Told](), list[Example]()

    def tell(
        self, template: str, words: Mapping[str, str], at: datetime | None = None
    ) -> dict[str, Span]:
        """Add a line, at times typed carelessly; where the words of each slot stand in it."""
        text, places = "", dict[str, Span]()
        for number, piece in enumerate(_SLOT.split(template)):
            said = words[piece] if number % 2 else piece
            if number % 2:
                places[piece] = Span(len(self.told), len(text), len(text) + len(said))
            text += said
        careless = self.rng.random()
        text = text.lower() if careless < 0.1 else text[0].upper() + text[1:]
        end = "" if careless < 0.18 else self.rng.choice("....!")
        self.told.append(Told(text + end, told_at=at))
        return places

    def chat(self, often: float, at: datetime | None = None) -> None:
        """Now and then, small talk or other numbers and times."""
        rng = self.rng
        while rng.random() < often:
            line = rng.choice(_NOISE if rng.random() < 0.5 else CHAT).rstrip(".")
            words = {"n": person(rng)[0], "i": str(rng.randint(3, 60)), "p": VALUES["price"](rng)}
            words |= {"k": VALUES["time"](rng), "h": _numeral(rng.randint(4, 11), rng)}
            self.tell(line, words | {"l": _length(rng.choice(_MINUTES[:16]), rng)}, at)

    def ask(
        self,
        question: str,
        kind: AnswerKind,
        group: str,
        supports: Sequence[int] = (),
        spans: Sequence[Span] = (),
        number: int | None = None,
    ) -> None:
        """Add a question on all that was told."""
        ordered = tuple(sorted(spans, key=lambda s: (s.memory, s.start)))
        asked = careless_question(question[0].upper() + question[1:], self.rng)
        self.examples.append(
            Example(
                tuple(self.told), asked, kind, tuple(dict.fromkeys(supports)), ordered, number,
                "sim/schedule", f"schedule {group}",
            )
        )  # fmt: skip

    def untold(self, question: str, group: str) -> None:
        """Now and then, ask what was never told."""
        if self.rng.random() < _UNTOLD:
            self.ask(question, "unknown", group)


def generate(rng: random.Random) -> list[Example]:
    """One story about times, and a few questions."""
    makers: tuple[Callable[[_Story], None], ...] = (_lasting, _hanging, _recalled, _ordered)
    (maker,) = rng.choices(makers, (0.62, 0.16, 0.11, 0.11))
    story = _Story(rng)
    maker(story)
    rng.shuffle(story.examples)
    return story.examples


def _minus(span: Span) -> Span:
    return Span(span.memory, span.start, span.end, minus=True)


def _spoken(template: str, who: Subject) -> str:
    """Take the form for one person, for "I", or for "we" (that for "I" when it has none)."""
    form = 1 if not who.first else 2 if who.name == "I" else 3
    return _CHOICE.sub(lambda m: m[2] if m[form] is None else m[form], template)


def _subject(rng: random.Random, third: bool = False, several: bool = False) -> Subject:
    roll = rng.random()
    if not third and roll < 0.45:
        return _WE if several and roll < 0.2 else ME
    while True:
        name, gender = person(rng)
        if gender != "n":
            return named(name, gender)


def _about(who: Subject, place: str) -> dict[str, str]:
    """The words for a person and a town."""
    return {
        "s": who.name, "p": who.possessive, "o": who.own, "m": who.object, "h": who.pronoun,
        "w": place,
    }  # fmt: skip


# How times and lengths are said


def _numeral(number: int, rng: random.Random) -> str:
    if rng.random() < 0.4 or number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    word = _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    return _ONES[number] if number < 20 else word


def _clock(minutes: int, style: str, rng: random.Random) -> tuple[str, int]:
    """A time of day and its worth: without am or pm what it says, half past six 6:30."""
    hour, minute = divmod(minutes % _DAY, 60)
    twelve = (hour - 1) % 12 + 1
    past = {5: "five", 10: "ten", 15: "quarter", 20: "twenty", 30: "half"}
    if style == "24":
        return f"{hour:02}:{minute:02}", minutes % _DAY
    if style == "pm":
        short = f"{rng.choice(':.')}{minute:02}" if minute else ""
        return f"{twelve}{short}{rng.choice((' ', ''))}{'ap'[hour >= 12]}m", minutes % _DAY
    if style == "12":
        return f"{twelve}:{minute:02}", twelve * 60 + minute
    said = rng.choice((str(twelve), _ONES[twelve]))
    if not minute:
        return said if style == "bare" else f"{said} o'clock", twelve * 60
    if minute in past:
        return f"{past[minute]} past {_ONES[twelve]}", twelve * 60 + minute
    if 60 - minute in past:
        following = twelve % 12 + 1
        return f"{past[60 - minute]} to {_ONES[following]}", following * 60 - (60 - minute)
    return f"{twelve}:{minute:02}", twelve * 60 + minute


def _length(minutes: int, rng: random.Random) -> str:
    hours, rest = divmod(minutes, 60)
    if hours and not rest:
        many = rng.choice(("an", "an", "one", "1")) if hours == 1 else _numeral(hours, rng)
        return f"{many} hour{'s' if hours > 1 else ''}"
    ways = [f"{_numeral(minutes, rng)} minutes"] if minutes < 100 else []
    ways += {15: ["a quarter of an hour"], 30: ["half an hour"] * 2,
             45: ["three quarters of an hour"], 75: ["an hour and a quarter"],
             90: ["an hour and a half", "one and a half hours"]}.get(minutes, [])  # fmt: skip
    if hours > 1 and rest == 30:
        ways += [f"{_ONES[hours]} and a half hours"] * 2 + [f"{hours}.5 hours"]
    elif hours:
        hour = "an hour" if hours == 1 else f"{_ONES[hours]} hours"
        ways += [f"{hour} and {_numeral(rest, rng)} minutes", f"{hours}h{rest:02}"]
        ways.append(f"{hours} hour{'s' if hours > 1 else ''} {rest} minutes")
    elif not minutes % 5:
        ways.append(f"{minutes} min")
    return rng.choice(ways)


def _date(day: date, rng: random.Random) -> str:
    end = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    month = MONTHS[day.month - 1]
    ways = (f"{day.day} {month}", f"{month} {day.day}", f"the {day.day}{end} of {month}")
    return rng.choice((*ways, f"{day.day}{end} {month}"))


def _days(least: int, most: int, rng: random.Random) -> tuple[str, int]:
    """Some days or weeks in words, and how many days."""
    if most < 14 or (least < 7 and rng.random() < 0.4):
        many = rng.randint(least, min(most, 12))
        return (f"{_numeral(many, rng)} days" if many > 1 else "a day"), many
    weeks = rng.randint(max(1, -(-least // 7)), most // 7)
    said = (
        rng.choice(("two weeks", "a fortnight")) if weeks == 2 else f"{_numeral(weeks, rng)} weeks"
    )
    return "a week" if weeks == 1 else said, 7 * weeks


# What has a beginning, a length and an end


@dataclass(frozen=True, slots=True)
class _Times:
    """The words for each slot, and what comes of them: the beginning (as told, and as changed),
    the beginning as worked out from the end, the end, and how long it is."""

    words: Mapping[str, str]
    begun: int
    ended: int
    back: int
    apart: int


def _times(kind: _Kind, later: int, changed: bool, exact: bool, rng: random.Random) -> _Times:
    """Times for a kind.

    Args:
        later: 1 for a delay, -1 for the opposite.
        exact: no "at seven" alone, from which nothing can be taken away.
    """
    if kind.scale == "clock":
        hour, minute = rng.randint(*kind.begins), rng.choice((0, 0, 0, 15, 30, 30, 45, 5, 10, 50))
        long = rng.choice([m for m in _MINUTES if kind.lasts[0] <= m <= kind.lasts[1]])
        style = rng.choice(
            ("24", "24", "pm", "pm", "words", "words", "12", "words" if exact else "bare")
        )
        change = rng.choice((10, 15, 20, 30, 30, 45, 60))
        start, at = _clock(60 * hour + minute, style, rng)
        end, over = _clock(60 * hour + minute + long, style, rng)
        words = {"t": start, "l": _length(long, rng), "u": end, "d": _length(change, rng)}
        begun = at + later * change * changed
        return _Times(words, begun % _DAY, (begun + long) % _DAY, (over - long) % _DAY, long)
    if kind.scale in ("year", "age"):
        year, (least, most) = rng.randint(*kind.begins), kind.lasts
        many = rng.randint(least, min(most, 2025 - year))
        said = _numeral(many, rng) + (" years" if kind.scale == "year" else "")
        words = {"t": str(year), "l": said, "u": str(year + many)}
        return _Times(words, year, year + many, year, many)
    if kind.scale == "terms":
        day, years = date(rng.randint(2012, 2024), rng.randint(1, 12), rng.randint(1, 28)), True
        years = rng.random() < 0.6
        many = rng.randint(2, 10) if years else rng.choice((6, 18, 24, 30))
        until = months_on(day, many * 12 if years else many)
        said = f"{_numeral(many, rng)} {'years' if years else 'months'}"
        first, last = (f"{d.day} {MONTHS[d.month - 1]} {d.year}" for d in (day, until))
        ends = (day.toordinal(), until.toordinal())
        return _Times({"t": first, "l": said, "u": last}, *ends, ends[0], ends[1] - ends[0])
    if kind.scale == "days" and kind.lasts[0] < 7 and rng.random() < 0.4:
        (said, many), (moved, shift) = _days(2, 6, rng), _days(1, 3, rng)
        weekday = rng.randrange(7)
        words = {"t": _DAYS[weekday], "l": said, "u": _DAYS[(weekday + many) % 7], "d": moved}
        begun = weekday + later * shift * changed
        return _Times(words, begun % 7, (begun + many) % 7, weekday, many)
    (said, many), (moved, shift) = _days(*kind.lasts, rng), _days(1, 14, rng)
    day = date(_NO_YEAR, rng.randint(2, 9), rng.randint(1, 28))
    start, end = (_date(d, rng) for d in (day, day + timedelta(days=many)))
    begun = (day + timedelta(days=later * shift * changed)).toordinal()
    words = {"t": start, "l": said, "u": end, "d": moved}
    return _Times(words, begun, begun + many, day.toordinal(), many)


@dataclass
class _Event:
    """One event of a story: what is told of it (`plan`), in which words, and where it stood."""

    kind: _Kind
    who: Subject
    place: str
    plan: str
    later: int
    twin: bool
    times: _Times
    told_in: list[int] = field(default_factory=list)
    pronouns: set[int] = field(default_factory=set)
    spans: dict[str, Span] = field(default_factory=dict)
    named: bool = False

    def say(self, ways: Sequence[str], rng: random.Random) -> tuple[str, dict[str, str]]:
        """One of some ways to say it, and the words for its slots."""
        if self.twin:  # the other event is of the same kind: say which
            ways = [way for way in ways if self.kind.says_which(way)]
        words = _about(self.who, self.place) | dict(self.times.words)
        name = rng.choice(self.kind.ways.get("n", ("",)))
        way = rng.choice(ways)
        who, mark, rest = way.partition("{s}")
        rest = rest.replace("{p}", "{o}")  # "Anna died and her will was opened"
        if mark:
            name = name.replace("{p}", "{o}")
        words["x"] = _SLOT.sub(lambda m: words[m[1]], name)
        return _spoken(who + mark + rest, self.who), words

    def question(self, ways: Sequence[str], rng: random.Random) -> str:
        if not self.named:  # whose it is was never said
            self.who = ME
        way, words = self.say(ways, rng)
        return _SLOT.sub(lambda m: words[m[1]], way)

    def tell(self, story: _Story, part: str) -> None:
        """Tell a part of it; right after another part, perhaps with a pronoun."""
        ways: Sequence[str] = self.kind.ways.get(part, ())
        if not ways:
            late = _LATER if self.kind.scale == "clock" else _POSTPONED
            ways = tuple(late if part == "+" else _SOONER)
        if "t" not in self.spans:  # later than what?
            ways = [way for way in ways if not way.endswith("later")] or ways
        if not self.named:
            ways = [way for way in ways if _NAMED.search(way) or not _REFERS.search(way)] or ways
        way, words = self.say(ways, story.rng)
        here = len(story.told)
        if self.told_in and self.told_in[-1] == here - 1 and story.rng.random() < 0.5:
            if way.startswith("{x} "):
                words["x"] = "it"
                self.pronouns.add(here)
            elif way.startswith("{s} ") and "{w}" not in way:
                words["s"] = self.who.pronoun
                self.pronouns.add(here)
        places = story.tell(way, words)
        names = self.kind.ways.get("n", ("",))
        whose = "x" in places and all(_NAMED.search(name) for name in names)
        self.named = self.named or whose or bool({"s", "p"} & set(places))
        self.told_in.append(here)
        self.spans |= {slot: places[slot] for slot in "tlud" if slot in places}

    def supports(self, *spans: Span) -> list[int]:
        """Where these stand, and before that who or what "it" is."""
        memories = [span.memory for span in spans]
        unnamed = memories[0] in self.pronouns
        return [self.told_in[0], *memories] if unnamed else memories


def _lasting(story: _Story) -> None:
    """One to three events, each told in part, in turns or one after the other."""
    rng = story.rng
    kinds = rng.sample(_KINDS, rng.choice((1, 2, 2, 3)))
    if len(kinds) > 1 and kinds[0].has_twins() and rng.random() < 0.4:
        kinds[1] = kinds[0]
    events = [_event(kind, kinds.count(kind) > 1, rng) for kind in kinds]
    if len({e.who.name for e in events if e.twin}) < sum(e.twin for e in events):
        events = events[1:]  # both about one person
        events[0].twin = False
    parts = [(event, part) for event in events for part in event.plan]
    if rng.random() < 0.4:
        rng.shuffle(parts)
    parts.sort(key=lambda told: told[1] in "+-")  # plans change later
    story.chat(0.3)
    for event, part in parts:
        event.tell(story, part)
        story.chat(0.2)
    for event in events:
        _ask_lasting(story, event)


def _event(kind: _Kind, twin: bool, rng: random.Random) -> _Event:
    plan = rng.choices(list(_PLANS), list(_PLANS.values()))[0]
    if not all(part in kind.ways for part in plan):
        plan = rng.choice(("b", "sl"))
    if kind.scale == "terms" and plan == "su":
        plan = "sl"
    later = 1 if rng.random() < 0.65 else -1
    changed = kind.flags.isdisjoint({"fixed"}) and plan in ("b", "sl", "s") and rng.random() < 0.5
    times = _times(kind, later, changed, plan in ("su", "g"), rng)
    plan += ("+" if later > 0 else "-") if changed else ""
    who = _subject(rng, "third" in kind.flags, "we" in kind.flags and not twin)
    return _Event(kind, who, VALUES["town"](rng), plan, later, twin, times)


def _ask_lasting(story: _Story, event: _Event) -> None:
    """Its end, its beginning and its length, as far as they were told, and what was changed."""
    rng, kind, times = story.rng, event.kind, event.times
    start, length, end, change = (event.spans.get(slot) for slot in "tlud")
    moved = [change] if change and event.later > 0 else [_minus(change)] if change else []

    def ask(key: str, spans: Sequence[Span], number: int | None, also: Sequence[str] = ()) -> None:
        if key not in kind.ways:
            return
        question = event.question((*kind.ways[key], *also), rng)
        group = f"{ {'S': 'start', 'L': 'length', 'E': 'end'}[key] } {kind.name}"
        if not spans:
            story.untold(question, group)
        elif number is None:
            story.ask(question, "span", group, event.supports(*spans), spans)
        else:
            story.ask(question, "number", group, event.supports(*spans), spans, number)

    if start and length:
        ask("E", [start, *moved, length], times.ended)
    elif end is None or rng.random() < 0.3:
        ask("E", [end] if end else [], None)
    if end and length and not start:
        ask("S", [end, _minus(length)], times.back)
    elif start and change:
        ask(
            "S",
            [start, *moved],
            times.begun,
            _NOW if "session" in kind.flags and not event.twin else (),
        )
    elif not start or rng.random() < 0.3:
        ask("S", [start] if start else [], None)
    if start and end:
        ask("L", [end, _minus(start)], times.apart)
    elif not length or rng.random() < 0.25:
        ask("L", [length] if length else [], None)
    if start and change and "n" in kind.ways and not event.twin:
        for ways, span in ((_BEFORE, start), (_MOVED_BY, change)):
            if rng.random() < 0.4:
                group = f"change {kind.name}"
                story.ask(event.question(ways, rng), "span", group, event.supports(span), [span])


# Days told by other days


def _hanging(story: _Story) -> None:
    """A day, others told relative to it, and another day with nothing to it."""
    rng = story.rng
    weekday = rng.random() < 0.4
    (anchor, other), who = rng.sample(_ANCHORS, 2), _subject(rng, several=True)
    said = dict[str, str]()
    day = date(_NO_YEAR, rng.randint(2, 10), rng.randint(1, 28))
    at = rng.randrange(7) if weekday else day.toordinal()
    said["t"] = _DAYS[at] if weekday else _date(day, rng)
    known = rng.random() < 0.85
    clauses = rng.sample(_HANGING, 3)
    places = [VALUES["town"](rng) for _ in clauses]

    def clause(number: int, part: int) -> str:
        words = _about(who, places[number])
        return _SLOT.sub(lambda m: words[m[1]], _spoken(clauses[number][part], who))

    def tell_day() -> Span | None:
        story.chat(0.2)
        if known:
            return story.tell(rng.choice(_FIXED_AT), {"x": anchor, "t": said["t"]})["t"]
        story.tell("they still haven't fixed the day of {x}", {"x": anchor})
        return None

    first = rng.random() < 0.75
    base = tell_day() if first else None
    if rng.random() < 0.4:
        story.tell(rng.choice(_FIXED_AT), {"x": other, "t": _other_day(weekday, said["t"], rng)})
    terms: list[tuple[list[Span], int]] = []
    ahead = rng.random() < 0.35
    length, many = _days(1, 6 if weekday else 40, rng)
    way = rng.choice(_AHEAD if ahead else _AFTER)
    put = story.tell(way, {"l": length, "x": anchor, "c": clause(0, 0)})
    terms.append(([_minus(put["l"]) if ahead else put["l"]], -many if ahead else many))
    if rng.random() < 0.45:  # and another one by that
        length, many = _days(1, 6 if weekday else 21, rng)
        put = story.tell(rng.choice(_THEN), {"l": length, "c": clause(1, 0)})
        terms.append(([*terms[0][0], put["l"]], terms[0][1] + many))
    story.chat(0.25)
    if not first:
        base = tell_day()
    ways = _ASK_WEEKDAY if weekday else _ASK_DATE
    group = "weekday" if weekday else "date"
    for number, (spans, days) in enumerate(terms):
        question = _asked(ways, clause(number, 0), clause(number, 1), rng)
        if base is None:
            story.untold(question, f"{group} {clauses[number][0]}")
            continue
        worth = (at + days) % 7 if weekday else (day + timedelta(days=days)).toordinal()
        supports = [span.memory for span in reversed(spans)] + [base.memory]
        story.ask(
            question, "number", f"{group} {clauses[number][0]}", supports, [base, *spans], worth
        )
    if base is not None and rng.random() < 0.3:
        question = rng.choice(("When is {x}?", "What day is {x}?")).replace("{x}", anchor)
        story.ask(question, "span", f"{group} told", [base.memory], [base])
    if len(terms) < 2 or rng.random() < 0.3:
        story.untold(_asked(ways, clause(2, 0), clause(2, 1), rng), f"{group} {clauses[2][0]}")


def _asked(ways: Sequence[str], clause: str, question: str, rng: random.Random) -> str:
    way = rng.choice([w for w in ways if "{q}" not in w] if rng.random() < 0.9 else ways)
    return way.replace("{c}", question).replace("{q}", clause)


def _other_day(weekday: bool, said: str, rng: random.Random) -> str:
    if weekday:
        return rng.choice([name for name in _DAYS if name != said])
    return _date(date(_NO_YEAR, rng.randint(1, 12), rng.randint(1, 28)), rng)


# Two days, each told on a day of its own


def _recalled(story: _Story) -> None:
    """Two things that happened, told as "yesterday", "last Friday" or by their date."""
    rng = story.rng
    pairs = rng.sample(_PAIRS, 2)
    happened = date(rng.randint(2021, 2025), rng.randint(1, 12), rng.randint(1, 28))
    apart = rng.randint(2, 25)
    told_of = [(0, happened, 0), (0, happened + timedelta(days=apart), 1)]
    if rng.random() < 0.6:  # only one part of something else
        told_of.append((1, happened + timedelta(days=rng.randint(0, apart)), rng.randrange(2)))
    lines = []
    for pair, day, part in told_of:
        since = rng.choice((0, 0, 1, 1, 2, 3, 4, 5, 6))
        lines.append((day + timedelta(days=since), pair, part, day))
    lines.sort()
    who, other = _subject(rng), _subject(rng, third=True)
    people = [_about(who, ""), _about(other, "")]
    spans: dict[tuple[int, int], Span] = {}
    for told_on, pair, part, day in lines:
        at = datetime(told_on.year, told_on.month, told_on.day, rng.randint(12, 20))
        story.chat(0.2, at)
        said = _ago(day, told_on, rng)
        dated = any(month in said for month in MONTHS)
        way = pairs[pair][part].replace("{t}", "on {t}" if dated else "{t}")
        spans[pair, part] = story.tell(way, people[pair] | {"t": said}, at)["t"]

    def question(pair: int, before: int = 0) -> str:
        names = [_SLOT.sub(lambda m: people[pair][m[1]], name) for name in pairs[pair][2:4]]
        if rng.random() < 0.35:
            return _SLOT.sub(lambda m: people[pair][m[1]], _spoken(pairs[pair][4], who))
        way = rng.choice(_ASK_APART)
        return way.replace("{a}", names[before]).replace("{b}", names[1 - before])

    begin, end = spans[0, 0], spans[0, 1]
    supports = [begin.memory, end.memory]
    group = f"apart {pairs[0][2]}"
    story.ask(question(0), "number", group, supports, [end, _minus(begin)], apart)
    story.untold(question(1), f"apart {pairs[1][2]}")


def _ago(day: date, told_on: date, rng: random.Random) -> str:
    """A day as it is said on another one, up to six days later."""
    since = (told_on - day).days
    ways = [_date(day, rng)]
    ways += {0: ["today", "this morning"], 1: ["yesterday"], 2: ["the day before yesterday"]}.get(
        since, []
    ) * 2
    if since > 1:
        ways += [f"last {_DAYS[day.weekday()]}", f"{_numeral(since, rng)} days ago"]
    return rng.choice(ways)


# The order of one day


def _ordered(story: _Story) -> None:
    """Two or three things of one day, told by the clock or by each other; which is the first?"""
    rng = story.rng
    names = [name.replace("{n}", person(rng)[0]) for name in rng.sample(_APPOINTMENTS, 4)]
    style = rng.choice(("24", "pm"))
    minutes = rng.randrange(9 * 60, 16 * 60, 15)
    at = {names[0]: minutes}
    places = {names[0]: story.tell(
        rng.choice(_AT), {"x": names[0], "t": _clock(minutes, style, rng)[0]}
    )["x"]}  # fmt: skip
    for name in names[1 : rng.choice((2, 3, 3))]:
        story.chat(0.2)
        low, high = min(at, key=lambda n: at[n]), max(at, key=lambda n: at[n])
        if rng.random() < 0.5:
            free = [m for m in range(8 * 60, 20 * 60, 15) if m not in at.values()]
            at[name] = rng.choice(free)
            words = {"x": name, "t": _clock(at[name], style, rng)[0]}
            places[name] = story.tell(rng.choice(_AT), words)["x"]
            continue
        long = rng.choice((30, 45, 60, 90, 120))
        after = rng.random() < 0.5
        at[name] = at[high] + long if after else at[low] - long
        words = {"x": name, "z": high if after else low, "l": _length(long, rng)}
        ways = _FROM if after else _TO
        if places[words["z"]].memory == len(story.told) - 1:
            ways = [*ways, *(_THEREAFTER if after else _BEFOREHAND)]
        places[name] = story.tell(rng.choice(ways), words)["x"]
    story.chat(0.25)
    order = sorted(at, key=lambda n: at[n])
    supports = sorted(span.memory for span in places.values())
    for ways, answer in ((_ASK_FIRST, order[0]), (_ASK_LAST, order[-1])):
        way = rng.choice(ways)
        asked = [answer, rng.choice([n for n in order if n != answer])]
        rng.shuffle(asked)
        question = way.replace("{z}", asked[0]).replace("{x}", asked[1])
        story.ask(question, "span", f"order {len(order)}", supports, [places[answer]])
    way = rng.choice([w for w in _ASK_FIRST if "{z}" in w])
    story.untold(way.replace("{z}", names[3]).replace("{x}", order[0]), f"order {len(order)}")
