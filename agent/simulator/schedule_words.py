"""The words of `agent.simulator.schedules`: events, how their times are told, and asked."""

from __future__ import annotations

# Kinds of events: "== name scale, from-to of the beginning, from-to of the length, family and
# flags". The lines below tell its names (n), its beginning (s), its length (l), both (b), its end
# (u), beginning and end (g), a delay (+) or the opposite (-); S, L and E ask for beginning, length
# and end. {t} is the beginning, {l} the length, {u} the end, {d} the change; {x} a name of it, {s}
# who it is about, {p} "Anna's", {o} "her", {m} "her", {w} a town. "[goes|go]" is for one person and
# for "I" or "we", "[is|am|are]" for the three.
KINDS_TEXT = """
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
"""

LATER = (
    "{x} has been put back by {d} / {x} starts {d} later than planned / {x} is delayed by {d}"
    " / they've pushed {x} back {d} / {x} will begin {d} late / change of plan, {x} is {d} later"
).split(" / ")
SOONER = (
    "{x} has been brought forward by {d} / {x} starts {d} earlier than planned"
    " / they've moved {x} forward by {d} / {x} is {d} earlier than we thought"
).split(" / ")
POSTPONED = [
    *LATER[:2], "{x} has been postponed by {d}", "{x} is put off by {d}", "{x} opens {d} later",
]  # fmt: skip
NOW = (
    "When does {x} start now? / What's the new time of {x}? / When does {x} really begin?"
    " / What time does {x} start after the change?"
).split(" / ")
BEFORE = (
    "When was {x} supposed to start originally? / When was {x} to begin at first?"
    " / When should {x} have started? / When was {x} planned for at first?"
).split(" / ")
MOVED_BY = (
    "By how much was {x} moved? / How much was {x} shifted by? / How big was the change to {x}?"
).split(" / ")

# Days that hang on other days
ANCHORS = (
    "the fair / the wedding / the regatta / the school play / the general meeting / the auction"
    " / the harvest festival / the marathon / the christening / the village dance / the funeral"
    " / the book launch / the by-election / the open day / the flower show"
).split(" / ")
FIXED_AT = (
    "{x} is on {t} / {x} takes place on {t} / we have {x} on {t} / {x} has been fixed for {t}"
    " / the day of {x} is {t} / on {t} there's {x}"
).split(" / ")
HANGING = tuple(
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
AFTER = ("{l} after {x} {c}", "{c} {l} after {x}", "{x} comes first, and {l} later {c}")
AHEAD = ("{l} before {x} {c}", "{c} {l} before {x}", "{c} {l} ahead of {x}")
THEN = ("{l} later {c}", "{l} after that {c}", "and {l} later {c}", "then {l} on, {c}")
ASK_DATE = (
    "On which date {c}? / What date {c}? / On what date {c}? / The date please: when {c}?"
    " / Which date is it when {q}?"
).split(" / ")
ASK_WEEKDAY = (
    "On which day of the week {c}? / What day {c}? / Which weekday {c}? / On what day {c}?"
    " / Which day is it when {q}?"
).split(" / ")

# Two days told on days of their own: what is told, how it is called, a question of its own
PAIRS = tuple(
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
""".strip().split("\n")
)
ASK_APART = (
    "How many days lay between {a} and {b}? / How many days after {a} was {b}?"
    " / How many days passed from {a} to {b}? / How long was it from {a} to {b}?"
    " / How many days went by between {a} and {b}?"
).split(" / ")

# The order of one day
APPOINTMENTS = (
    "the dentist / lunch with {n} / the parents' evening / the haircut / the swimming lesson"
    " / the bank appointment / the call with the lawyer / coffee with {n} / choir practice"
    " / the eye test / the viewing of the flat / the job interview / the car inspection"
    " / the blood test / the driving lesson / the yoga class / the piano tuner / physio"
    " / the visit from {n} / the team meeting"
).split(" / ")
AT = "{x} is at {t} / at {t} there's {x} / I've got {x} at {t} / {x} has been put in for {t}".split(
    " / "
)
FROM = "{l} after {z} I've got {x} / {x} is {l} after {z} / {x} comes {l} after {z}".split(" / ")
TO = "{l} before {z} I've got {x} / {x} is {l} before {z} / {x} comes {l} before {z}".split(" / ")
THEREAFTER = "after that I've got {x} / then it's {x} / {l} after that comes {x}".split(" / ")
BEFOREHAND = "before that I've got {x} / but first there's {x} / {l} before that it's {x}".split(
    " / "
)
ASK_FIRST = (
    "What comes first that day? / Which is first, {z} or {x}? / What do I have first?"
    " / Which one is earlier, {z} or {x}? / What's the first thing on that day?"
    " / Which of {z} and {x} is sooner?"
).split(" / ")
ASK_LAST = (
    "What comes last that day? / Which is later, {z} or {x}? / What do I have last?"
    " / Which one comes second, {z} or {x}? / What's the last thing on that day?"
    " / Which of {z} and {x} is later?"
).split(" / ")

NOISE = (
    "{n} paid {p} for a new lamp.|There were {i} people in the queue.|My bus ticket was {p}."
    "|{n} rang at {k}, just to chat.|I read {i} pages last night.|{n} has {i} tomato plants."
    "|The shop around the corner shuts at {k}.|We waited {l} for a table at the cafe."
    "|{n} ran for {l} this morning.|I slept for {h} hours.|{n} bought {i} stamps for {p}."
    "|The phone rang at {k} and nobody was there."
).split("|")
