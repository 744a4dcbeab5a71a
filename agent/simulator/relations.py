"""Everyday relations: how each is told and asked. Notation: `agent.simulator.text`.

`value` names the bank the answer comes from, `family` what two relations must not share within a
"never told" question (a home town told answers "which city", whichever relation asked).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribute. `single`: a new value replaces the old one."""

    name: str
    family: str
    value: str
    tell: tuple[str, ...]
    ask: tuple[str, ...]
    check: tuple[str, ...] = ()
    whose: tuple[str, ...] = ()
    single: bool = True


def _r(
    name: str, value: str, tell: str, ask: str, check: str = "", whose: str = "",
    family: str = "", single: bool = True,
) -> Relation:
    def cut(text: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in text.strip().split(" / ") if part.strip())

    return Relation(name, family or name, value, cut(tell), cut(ask), cut(check), cut(whose), single)


RELATIONS: tuple[Relation, ...] = (
    _r("home", "town", "{s} [lives|live] in {v}. / {p} home is in {v}. / {s} [has|have] moved to {v}. / {s} just moved to {v}. / {s} settled in {v} last year. / {s} [has|have] a flat in {v}. / {s} [resides|reside] in {v} with two cats.",
       "Where [does|do] {s} live? / Which city [does|do] {s} live in? / What town is {p} home in? / Where is {p} flat? / In which place [does|do] {s} reside? / Where [is|am] {s} based?",
       "[Does|Do] {s} live in {v}? / Is {p} home in {v}?", "Who lives in {v}?"),
    _r("job", "job", "{s} [works|work] as {v}. / {s} [is|am] {v}. / {s} [has|have] become {v}. / {p} job: {v}. / {s} [earns|earn] a living as {v}. / {s} [is|am] {v} by trade. / {s} got hired as {v}.",
       "What [does|do] {s} do for a living? / What is {p} job? / What is {p} profession? / What [does|do] {s} work as? / What is {p} occupation? / How [does|do] {s} earn money?",
       "[Is|Am] {s} {v}? / [Does|Do] {s} work as {v}?", "Who works as {v}? / Who is {v}?"),
    _r("employer", "company", "{s} [works|work] at {v}. / {s} [is|am] employed by {v}. / {s} started at {v} in May. / {s} got a job with {v}. / {v} has hired {O}. / {s} [is|am] on the payroll of {v}.".replace("{v} has hired {O}. / ", ""),
       "Where [does|do] {s} work? / Which company [does|do] {s} work for? / Who is {p} employer? / What firm [is|am] {s} with?", "[Does|Do] {s} work at {v}?", "Who works at {v}?"),
    _r("birthday", "date", "{p} birthday is on {v}. / {s} was born on {v}. / {s} [celebrates|celebrate] {o} birthday on {v}. / {p} birthday: {v}.",
       "When is {p} birthday? / On what date was {s} born? / When [does|do] {s} turn a year older? / What day is {p} birthday?", "Is {p} birthday on {v}?", "Whose birthday is on {v}?"),
    _r("age", "age", "{s} [is|am] {v} years old. / {s} just turned {v}. / {s} [is|am] {v} now. / {p} age is {v}.",
       "How old [is|am] {s}? / What is {p} age? / How many years old [is|am] {s}?", "[Is|Am] {s} {v} years old?", ""),
    _r("pet name", "petname", "{p} dog is called {v}. / {p} cat's name is {v}. / {s} [has|have] a parrot called {v}. / {p} new puppy is named {v}. / {s} adopted a kitten and named it {v}. / {p} tortoise {v} is doing well. / {p} hamster is {v}.",
       "What is {p} pet called? / What is the name of {p} pet? / What [does|do] {s} call {o} animal?", "Is {p} pet called {v}?", "Whose pet is {v}?"),
    _r("dog name", "petname", "{p} dog is called {v}. / {s} [has|have] a dog named {v}. / {p} dog {v} is a handful. / {s} [walks|walk] {o} dog {v} every morning. / {p} puppy's name is {v}.",
       "What is {p} dog called? / What's the name of {p} dog? / What name did {s} give the dog?", "Is {p} dog called {v}?", "Whose dog is {v}?", "pet name"),
    _r("spouse", "name", "{p} [husband|wife] is called {v}. / {s} [is|am] married to {v}. / {s} married {v} in June. / {s} and {v} tied the knot. / {p} partner is {v}. / {s} got hitched to {v}.",
       "Who [is|am] {s} married to? / What is {p} spouse called? / Who is {p} partner? / Who did {s} marry? / What's the name of {p} better half?", "[Is|Am] {s} married to {v}?", "Who is married to {v}?"),
    _r("child", "name", "{p} daughter is called {v}. / {p} son's name is {v}. / {s} [has|have] a baby called {v}. / {p} little boy {v} started school. / {p} kid {v} loves trains.",
       "What is {p} child called? / What is the name of {p} kid? / What did {s} name the little one?", "", "Whose child is {v}?"),
    _r("sister", "name", "{p} sister is called {v}. / {p} sister's name is {v}. / {v} is {p} sister. / {p} little sister {v} is visiting. / {s} [has|have] a sister, {v}.",
       "What is {p} sister called? / What's {p} sister's name? / Who is {p} sister? / Which sibling [does|do] {s} have?", "", "Whose sister is {v}?"),
    _r("brother", "name", "{p} brother is called {v}. / {p} brother's name is {v}. / {v} is {p} brother. / {p} big brother {v} is in town. / {s} [has|have] a brother named {v}.",
       "What is {p} brother called? / What's {p} brother's name? / Who is {p} brother?", "", "Whose brother is {v}?"),
    _r("boss", "name", "{p} boss is {v}. / {s} [reports|report] to {v}. / {p} manager is called {v}. / {v} is {p} supervisor. / {p} new boss {v} started on Monday.",
       "Who is {p} boss? / What is {p} manager called? / Who [does|do] {s} report to? / Who is in charge of {o} team?".replace("{o} team", "{p} team"), "Is {v} {p} boss?", "Whose boss is {v}?"),
    _r("doctor", "doctor", "{p} doctor is {v}. / {s} [has|have] an appointment with {v}. / {s} [is|am] being treated by {v}. / {p} GP is called {v}. / {s} [sees|see] {v} about the knee.",
       "Who is {p} doctor? / What is {p} GP called? / Which physician [does|do] {s} see?", "", "Whose doctor is {v}?"),
    _r("teacher", "doctor", "{p} piano teacher is {v}. / {s} [takes|take] lessons from {v}. / {s} [is|am] taught by {v}. / {v} teaches {p} class.",
       "Who is {p} teacher? / Who [does|do] {s} take lessons from? / Who gives {s} lessons?".replace("Who gives {s} lessons?", "What is {p} teacher called?")),
    _r("flatmate", "name", "{s} [shares|share] a flat with {v}. / {p} flatmate is {v}. / {s} [lives|live] with {v}. / {v} moved in with {P}.".replace(" / {v} moved in with {P}.", ""),
       "Who [does|do] {s} share a flat with? / Who is {p} flatmate? / Who [does|do] {s} live with? / Who is {p} roommate?"),
    _r("favourite colour", "colour", "{p} favourite colour is {v}. / {s} [likes|like] {v} best of all colours. / {s} always [wears|wear] {v}. / {s} [paints|paint] everything {v}.",
       "What is {p} favourite colour? / Which colour [does|do] {s} like best? / What shade [does|do] {s} prefer?", "Is {p} favourite colour {v}?", "Whose favourite colour is {v}?"),
    _r("favourite food", "food", "{p} favourite food is {v}. / {s} [loves|love] {v} more than any other dish. / {s} could eat {v} every day. / Nothing beats {v} for {N}.".replace(" / Nothing beats {v} for {N}.", ""),
       "What is {p} favourite food? / What [does|do] {s} like to eat most? / Which dish [does|do] {s} prefer?", "Is {p} favourite food {v}?", "Who could eat {v} every day?"),
    _r("allergy", "food", "{s} [is|am] allergic to {v}. / {s} can't eat {v}. / {v} makes {P} sick. / {s} [has|have] an allergy to {v}. / {s} [gets|get] a rash from {v}.".replace("{v} makes {P} sick. / ", ""),
       "What [is|am] {s} allergic to? / Which food can't {s} have? / What must {s} not eat? / What gives {p} skin a rash?", "[Is|Am] {s} allergic to {v}?", "Who is allergic to {v}?"),
    _r("dislike", "food", "{s} can't stand {v}. / {s} [hates|hate] {v}. / {s} really [dislikes|dislike] {v}. / {s} [finds|find] {v} disgusting.",
       "What can't {s} stand? / What [does|do] {s} hate? / Which food [does|do] {s} dislike?", "[Does|Do] {s} hate {v}?", "Who can't stand {v}?", single=False),
    _r("drink", "drink", "{s} always [drinks|drink] {v} in the morning. / {s} [starts|start] the day with {v}. / {p} usual order is {v}. / {s} [has|have] {v} for breakfast.",
       "What [does|do] {s} drink in the morning? / What is {p} usual order? / Which beverage [does|do] {s} have at breakfast?"),
    _r("instrument", "instrument", "{s} [plays|play] the {v}. / {s} [is|am] learning the {v}. / {s} [practises|practise] the {v} every evening. / {s} took up the {v}. / {s} [plays|play] {v} in a band.",
       "Which instrument [does|do] {s} play? / What [does|do] {s} play? / What is {s} learning to play?".replace("What is {s}", "What [is|am] {s}"), "[Does|Do] {s} play the {v}?", "Who plays the {v}?"),
    _r("sport", "sport", "{s} [plays|play] {v} every weekend. / {s} [is|am] into {v}. / {s} [goes|go] to {v} training on Tuesdays. / {s} took up {v}. / {p} sport is {v}.",
       "Which sport [does|do] {s} do? / What [does|do] {s} do to keep fit? / What is {p} sport? / What training [does|do] {s} go to?", "[Does|Do] {s} do {v}?", "Who does {v}?"),
    _r("language", "language", "{s} [speaks|speak] {v}. / {s} [is|am] learning {v}. / {s} [is|am] fluent in {v}. / {s} [takes|take] {v} classes. / {p} mother tongue is {v}.",
       "Which language [does|do] {s} speak? / What language [is|am] {s} learning? / What tongue [does|do] {s} know?", "[Does|Do] {s} speak {v}?", "Who speaks {v}?"),
    _r("studies", "subject", "{s} [studies|study] {v}. / {s} [is|am] doing a degree in {v}. / {s} [is|am] at university for {v}. / {s} [majors|major] in {v}.",
       "What [does|do] {s} study? / What is {p} degree in? / Which subject [does|do] {s} do at university? / What is {p} major?", "[Does|Do] {s} study {v}?", "Who studies {v}?"),
    _r("car", "car", "{s} [drives|drive] {v}. / {p} car is {v}. / {s} bought {v}. / {s} [gets|get] around in {v}.",
       "What car [does|do] {s} drive? / What [does|do] {s} drive? / Which vehicle [does|do] {s} have?", "[Does|Do] {s} drive {v}?", "Who drives {v}?"),
    _r("car colour", "colour", "{p} car is {v}. / {s} [drives|drive] a {v} car. / {s} had the van painted {v}. / {p} new bike is {v}.",
       "What colour is {p} vehicle? / Which colour did {s} choose for the vehicle?", family="car"),
    _r("phone", "phone", "{p} phone number is {v}. / You can reach {S} at {v}. / {p} number: {v}. / {p} mobile is {v}. / Call {S} on {v}.".replace("You can reach {S} at {v}. / ", "").replace(" / Call {S} on {v}.", ""),
       "What is {p} phone number? / What number can {s} be reached at? / What's {p} mobile number? / How can {s} be called?", "", "Whose phone number is {v}?"),
    _r("email", "email", "{p} email is {v} / {p} email address is {v} / Write to {p} new address {v} / {s} [uses|use] {v} for mail.",
       "What is {p} email? / What's {p} email address? / Where can one write to {s} online?"),
    _r("code", "code", "{p} locker code is {v}. / {p} door code: {v}. / The code for {p} locker is {v}. / {p} alarm code is {v}. / {p} gym locker opens with {v}.",
       "What is {p} code? / What's the combination of {p} lock? / Which number opens {p} door?", single=True),
    _r("wifi", "code", "{p} wifi password is {v}. / The password for {p} wifi is {v}. / {p} network key: {v}. / To get on {p} wifi type {v}.",
       "What is {p} wifi password? / What's the password for {p} wifi? / How [does|do] one get on {p} network?"),
    _r("plate", "code", "{p} number plate is {v}. / {p} licence plate reads {v}. / {p} car has the plate {v}.",
       "What is {p} number plate? / What's on {p} licence plate? / What is the registration of {p} car?"),
    _r("address", "street", "{p} address is {v}. / {s} [lives|live] at {v}. / {s} moved to {v}. / {p} house is on {v}.",
       "What is {p} address? / On which street [does|do] {s} live? / What street is {p} house on?", "[Does|Do] {s} live at {v}?", "Who lives at {v}?", "home"),
    _r("keys", "place", "{p} keys are {v}. / {s} left {o} keys {v}. / {s} put the keys {v}. / {s} [keeps|keep] {o} keys {v}.",
       "Where are {p} keys? / Where did {s} leave the keys? / Where [does|do] {s} keep {o} keys?", "Are {p} keys {v}?"),
    _r("passport", "place", "{p} passport is {v}. / {s} [keeps|keep] the passport {v}. / {s} put {o} passport {v}. / {s} hid {o} passport {v}.",
       "Where is {p} passport? / Where [does|do] {s} keep the passport? / Where should {s} look for {o} travel document?", "Is {p} passport {v}?"),
    _r("parking", "place", "{s} parked {v}. / {p} car is {v}. / {s} left the car {v}.",
       "Where did {s} park? / Where is {p} car? / Where was the vehicle left by {s}?", family="car"),
    _r("appointment", "when", "{p} dentist appointment is {v}. / {s} [sees|see] the dentist {v}. / {s} [has|have] to be at the dentist {v}. / {p} check-up is {v}.",
       "When is {p} dentist appointment? / When [does|do] {s} see the dentist? / What time is {p} check-up?", "Is {p} dentist appointment {v}?"),
    _r("flight", "when", "{p} flight leaves {v}. / {s} [flies|fly] out {v}. / {p} plane takes off {v}. / {s} [departs|depart] {v}.",
       "When is {p} flight? / When [does|do] {s} fly? / At what time does {p} plane leave?"),
    _r("exam", "when", "{p} exam is {v}. / {s} [has|have] an exam {v}. / {s} [sits|sit] the test {v}. / {p} driving test is {v}.",
       "When is {p} exam? / When [does|do] {s} have the test? / What day is {p} exam?"),
    _r("wedding", "when", "{p} wedding is {v}. / {s} [is|am] getting married {v}. / {s} [ties|tie] the knot {v}.",
       "When is {p} wedding? / When [does|do] {s} get married? / On what date is the marriage of {s}?".replace(" / On what date is the marriage of {s}?", "")),
    _r("meeting", "when", "{p} meeting with the bank is {v}. / {s} [meets|meet] the lawyer {v}. / {p} interview is {v}. / {s} [has|have] a job interview {v}.",
       "When is {p} appointment? / What time is {p} meeting? / When [does|do] {s} have to be there?"),
    _r("moved when", "ago", "{s} moved house {v}. / {s} changed flats {v}. / {s} left the old place {v}. / {s} relocated {v}.",
       "When did {s} move? / When did {s} change homes?"),
    _r("holiday", "town", "{s} [is|am] going on holiday to {v}. / {s} [flies|fly] to {v} this summer. / {s} booked a week in {v}. / {p} next trip is to {v}.",
       "Where [is|am] {s} going on holiday? / Where is {p} next trip? / What is {p} holiday destination?", "[Is|Am] {s} going to {v}?", "Who is going to {v}?"),
    _r("origin", "town", "{s} [comes|come] from {v}. / {s} grew up in {v}. / {s} [is|am] originally from {v}. / {s} was born in {v}. / {s} spent {o} childhood in {v}.",
       "Where [does|do] {s} come from? / Where did {s} grow up? / What is {p} home town? / Where was {s} born?", "[Is|Am] {s} from {v}?", "Who is from {v}?"),
    _r("club", "club", "{s} joined {v}. / {s} [is|am] a member of {v}. / {s} [sings|sing] with {v}. / {s} [goes|go] to {v} every week.",
       "Which club [is|am] {s} in? / What did {s} join? / Which group [is|am] {s} a member of?", "", "Who joined {v}?"),
    _r("book", "title", "{s} [is|am] reading {v}. / {p} favourite book is {v}. / {s} just finished {v}. / {s} can't put down {v}.",
       "What [is|am] {s} reading? / Which book [does|do] {s} like? / What novel has {s} been busy with?".replace("has {s}", "[has|have] {s}"), "", "Who is reading {v}?"),
    _r("rent", "price", "{s} [pays|pay] {v} rent. / {p} rent is {v} a month. / {p} flat costs {v} a month.",
       "How much rent [does|do] {s} pay? / What is {p} rent? / What does {p} flat cost?"),
    _r("bike price", "price", "{p} bike cost {v}. / {s} paid {v} for the bike. / {s} bought a bike for {v}. / {s} spent {v} on a bicycle.",
       "How much did {p} bike cost? / What did {s} pay for the bike? / What was the price of {p} bicycle?"),
    _r("salary", "price", "{s} [earns|earn] {v} a month. / {p} salary is {v}. / {s} [makes|make] {v} a month.",
       "How much [does|do] {s} earn? / What is {p} salary? / What [does|do] {s} make a month?"),
    _r("shoe size", "size", "{p} shoe size is {v}. / {s} [wears|wear] size {v} shoes. / {s} [takes|take] a {v} in shoes.",
       "What is {p} shoe size? / What size shoes [does|do] {s} wear? / How big are {p} feet?"),
    _r("height", "height", "{s} [is|am] {v} tall. / {p} height is {v}. / {s} [measures|measure] {v}.",
       "How tall [is|am] {s}? / What is {p} height?"),
    _r("collect", "collection", "{s} [collects|collect] {v}. / {s} [has|have] a collection of {v}. / {p} shelves are full of {v}.",
       "What [does|do] {s} collect? / What is in {p} collection?", "[Does|Do] {s} collect {v}?", "Who collects {v}?"),
    _r("gift", "thing", "{s} wants a {v} for {o} birthday. / {s} got a {v} as a present. / I bought a {v} for {p} birthday.",
       "What gift did {s} get? / What present is for {p} birthday?"),
    _r("broke", "bone", "{s} broke {o} {v}. / {s} fractured {o} {v}. / {s} fell and broke {o} {v}. / {s} snapped {o} {v} skiing.",
       "What did {s} break? / Which bone did {s} fracture? / What injury [does|do] {s} have?"),
    _r("medicine", "medicine", "{s} [takes|take] {v} every evening. / {s} [is|am] on {v}. / {p} doctor prescribed {v}. / {p} tablets are {v}.",
       "What medicine [does|do] {s} take? / Which drug [is|am] {s} on? / What was prescribed to {s}?".replace(" / What was prescribed to {s}?", "")),
    _r("nickname", "petname", "Everyone calls {p} boss {v}. / {p} nickname is {v}. / {p} friends use the nickname {v}.",
       "What is {p} nickname? / What is the short name for {s}?".replace(" / What is the short name for {s}?", "")),
    _r("team", "team", "{s} [supports|support] {v}. / {p} team is {v}. / {s} [is|am] a fan of {v}. / {s} never [misses|miss] a {v} match.",
       "Which team [does|do] {s} support? / What is {p} team? / Who [does|do] {s} root for?", "[Does|Do] {s} support {v}?", "Who supports {v}?"),
    _r("hotel", "hotel", "{s} [is|am] staying at {v}. / {s} booked a room at {v}. / {p} hotel is {v}. / {s} [has|have] a room in {v}.",
       "Where [is|am] {s} staying? / What is {p} hotel called? / Where did {s} book a room?", "[Is|Am] {s} staying at {v}?", "Who is staying at {v}?"),
    _r("restaurant", "hotel", "{p} favourite restaurant is {v}. / {s} [loves|love] eating at {v}. / {s} [takes|take] every visitor to {v}. / {s} had dinner at {v}.",
       "What is {p} favourite restaurant? / Where [does|do] {s} like to eat? / Where did {s} have dinner?"),
    _r("garden", "plant", "{s} [grows|grow] {v} in the garden. / {s} planted {v}. / {p} garden is full of {v}. / {p} balcony is covered in {v}.",
       "What [does|do] {s} grow? / What did {s} plant? / What is in {p} garden?", "[Does|Do] {s} grow {v}?", "Who grows {v}?"),
    _r("role", "role", "{s} [plays|play] {v} in the show. / {s} got the part of {v}. / {p} role is {v}. / {s} [is|am] cast as {v}.",
       "Which part [does|do] {s} play? / What is {p} role? / Who [is|am] {s} in the show?", "", "Who plays {v}?"),
    _r("task", "chore", "{s} [takes|take] care of {v}. / {s} [is|am] in charge of {v}. / {s} [does|do] {v}. / {p} job is {v} this week. / {s} [looks|look] after {v}.",
       "What [does|do] {s} take care of? / What [is|am] {s} in charge of? / What is {p} task?", "", "Who takes care of {v}? / Who is in charge of {v}? / Who looks after {v}? / Who does {v}?"),
    _r("room", "roomnumber", "{s} [is|am] in room {v}. / {p} office is room {v}. / {p} desk is in {v}.",
       "Which room [is|am] {s} in? / Where is {p} office? / What is {p} room number?", "", "Who is in room {v}?"),
    _r("bus", "bus", "{s} [takes|take] {v} to work. / {s} [gets|get] to the office with {v}. / {s} [commutes|commute] on {v}.",
       "How [does|do] {s} get to work? / What [does|do] {s} take to the office? / Which line [does|do] {s} commute on?"),
    _r("mood", "opinion", "{s} found the film {v}. / {s} thought the concert was {v}. / {s} said the soup was {v}. / {s} called the new office {v}.",
       "What did {s} think of it? / How did {s} find it? / What was {p} opinion?"),
    _r("plan", "plan", "{s} [wants|want] to {v}. / {s} [is|am] planning to {v}. / {p} dream is to {v}. / {s} decided to {v}.",
       "What [does|do] {s} want to do? / What [is|am] {s} planning? / What is {p} dream?", "", "Who wants to {v}?"),
    _r("study place", "school", "{s} [goes|go] to {v}. / {s} [attends|attend] {v}. / {p} school is {v}. / {s} got into {v}.",
       "Which school [does|do] {s} go to? / What school [does|do] {s} attend? / Where [is|am] {s} a student?", "[Does|Do] {s} go to {v}?", "Who goes to {v}?"),
    _r("fear", "fear", "{s} [is|am] afraid of {v}. / {s} [is|am] scared of {v}. / {s} [has|have] a phobia of {v}. / {v} terrify {P}.".replace(" / {v} terrify {P}.", ""),
       "What [is|am] {s} afraid of? / What frightens {S}? / What is {p} phobia?".replace("What frightens {S}? / ", ""), "[Is|Am] {s} afraid of {v}?", "Who is afraid of {v}?"),
    _r("saint", "weekday", "{p} bin is collected on {v}. / {s} [has|have] yoga on {v}. / {s} [is|am] off on {v}. / {p} day off is {v}.",
       "On which day [is|am] {s} free? / What day [does|do] {s} have it? / What weekday is it for {s}?".replace(" / What weekday is it for {s}?", "")),
)
