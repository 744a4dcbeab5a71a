"""Words for stories: names, places, values of every relation, and small talk.

Half of all names, towns and companies are invented from syllables, so that a reader learns to
copy what it was told instead of knowing the bank by heart.
"""

from __future__ import annotations

import random
from collections.abc import Callable

_F = """Anna Maria Olga Fatima Aisha Yuki Mei Ingrid Astrid Freya Chloe Zoe Priya Ananya Leila Nadia Elena Irina Svetlana
Katarzyna Agnieszka Zofia Helena Lucia Carmen Pilar Ines Beatriz Camila Valentina Giulia Chiara Francesca Siobhan Niamh
Aoife Morag Bronwen Carys Hannah Miriam Ruth Esther Noa Yael Amina Zainab Ngozi Adaeze Wanjiru Thandi Naledi Soraya
Parisa Shirin Dilara Elif Zeynep Mina Hana Sakura Linh Mai Siti Dewi Marta Petra Jana Ivana Milica Dragana Greta Klara
Emma Sophie Louise Camille Margaux Elodie Alice Grace Rose Ivy Hazel Nora Vera Tessa Wilma Saskia Femke Annika Maja
Signe Liv Ragnhild Kaisa Aino Liisa Tuuli Ruta Daiva Ilze Ofelia Perla Rosa Consuelo Marisol Abena Akosua Esi Kemi""".split()
_M = """Joe Fred Karl Ivan Boris Dmitri Ahmed Omar Yusuf Hassan Kenji Hiroshi Wei Jun Lars Sven Erik Olaf Bjorn Magnus
Rahul Arjun Vikram Ravi Pedro Diego Javier Mateo Luca Marco Paolo Enzo Sean Declan Rory Hamish Angus Owen Rhys Gareth
David Daniel Samuel Aaron Eli Noah Kofi Kwame Chidi Emeka Juma Sipho Thabo Reza Dariush Mehmet Emre Kerem Minh Duc Budi
Agus Tomas Pavel Milan Goran Zoran Nikola Hans Fritz Otto Jurgen Antoine Luc Mathieu Olivier Henry George Arthur Walter
Victor Hugo Felix Max Theo Bram Joost Pieter Mikkel Anders Jari Timo Pekka Janis Andris Jonas Rafael Santiago Emilio
Bruno Caio Thiago Ibrahim Malik Tariq Bilal Rashid Yaw Babajide Tunde Oleg Yuri Stefan Radu Mihai Istvan Laszlo""".split()
_N = "Alex Sam Robin Kim Charlie Jamie Morgan Rowan Sasha Kit Jules Noor Remy Quinn Ariel Shiloh".split()
_SURNAMES = """Smith Okafor Lindqvist Petersen Moreau Rossi Tanaka Kowalski Novak Horvat Fischer Weber Schneider Nguyen
Patel Sharma Khan Haddad Mansour Cohen Levi Murphy Kelly Campbell Davies Evans Garcia Lopez Silva Costa Ferreira Popescu
Ionescu Papadopoulos Yilmaz Demir Kaya Ivanov Petrov Mbeki Mensah Owusu Adeyemi Eze Kamau Otieno Abebe Tesfaye Chen Wang
Park Choi Reyes Cruz Santos Virtanen Korhonen Jensen Hansen Berg Dahl De Vries Bakker Dubois Laurent Marchetti""".split()
_TOWNS = """Berlin Paris Rome Lisbon Madrid Oslo Bergen Malmo Gdansk Krakow Prague Brno Vienna Graz Zurich Basel Ghent Bruges
Utrecht Delft Leeds York Bristol Cardiff Galway Cork Edinburgh Dundee Porto Seville Valencia Turin Naples Athens Patras
Izmir Ankara Cairo Tunis Lagos Accra Nairobi Kampala Durban Cape-Town Mumbai Pune Delhi Hanoi Hue Osaka Kyoto Sapporo Seoul
Busan Perth Hobart Auckland Wellington Toronto Halifax Boston Denver Austin Portland Lima Quito Cusco Santiago Montevideo
Riga Vilnius Tallinn Tartu Turku Tampere Reykjavik Odessa Lviv Varna Sofia Split Zadar Mostar""".replace("Cape-Town", "Cape_Town").split()
_SYLLABLES = "ba be bi bo da de do fa fe ga ge ha he ja ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va ve vi wa we xa ya za ze zo bran cor dun fer gal hol jor kel lan mar nor os pel quin ros stan tor ul ven wil".split()
_ENDS = "a o e in an or is um el ia us on ek ar".split()
_TOWN_ENDS = "ton ville burg ford holm berg by mouth field stad grad minster hampton wick".split()


def invented(rng: random.Random) -> str:
    """A made-up proper name of two to four syllables."""
    word = "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(1, 2))) + rng.choice(_ENDS)
    return word.capitalize()


def person(rng: random.Random) -> tuple[str, str]:
    """A first name (seldom with a surname) and its gender: f, m or n."""
    gender = rng.choices("fmn", (5, 5, 1))[0]
    name = rng.choice({"f": _F, "m": _M, "n": _N}[gender])
    if rng.random() < 0.25:
        name = invented(rng)
    if rng.random() < 0.06:
        name = f"{name} {rng.choice(_SURNAMES)}"
    return name, gender


def gendered(rng: random.Random, gender: str) -> str:
    """A first name of gender f or m."""
    while True:
        name, drawn = person(rng)
        if drawn == gender:
            return name


ROLES = {
    "f": """sister mother grandmother aunt daughter niece wife girlfriend landlady stepmother sister-in-law granny mum nan
goddaughter bridesmaid""".split(),
    "m": """brother father grandfather uncle son nephew husband boyfriend landlord stepfather brother-in-law grandpa dad
godson best-man""".replace("best-man", "godfather").split(),
    "n": """boss neighbour cousin friend colleague teacher dentist doctor flatmate manager partner coach trainer tutor
assistant accountant lawyer hairdresser supervisor roommate mentor""".split(),
}

_SAME = {
    "mum": "mother", "granny": "grandmother", "nan": "grandmother", "dad": "father",
    "grandpa": "grandfather", "roommate": "flatmate", "manager": "boss", "supervisor": "boss",
    "trainer": "coach",
}  # fmt: skip


def role_of(role: str) -> str:
    """One name for roles that are the same person: my mum and my mother."""
    return _SAME.get(role, role)


def town(rng: random.Random) -> str:
    if rng.random() < 0.35:
        return invented(rng).rstrip("aeiou") + rng.choice(_TOWN_ENDS)
    return rng.choice(_TOWNS).replace("_", " ")


def _job(rng: random.Random) -> str:
    job = rng.choice(_JOBS)
    return f"{'an' if job[0] in 'aeiou' else 'a'} {job}"


_JOBS = """nurse,baker,dentist,plumber,teacher,librarian,carpenter,lawyer,pilot,chef,gardener,electrician,journalist,
photographer,translator,accountant,architect,farmer,surgeon,mechanic,tailor,cashier,florist,barista,violinist,painter,
firefighter,midwife,locksmith,glazier,weaver,beekeeper,welder,bookbinder,vet,paramedic,bus driver,social worker,
graphic designer,tour guide,sound engineer,park ranger,data analyst,civil engineer,speech therapist,stage manager,
watchmaker,piano tuner,shoemaker,upholsterer,postman,judge,optician,physiotherapist,zookeeper,puppeteer,croupier,
surveyor,train driver,primary school teacher,marine biologist,wedding planner,dog trainer""".replace("\n", "").split(",")
FOODS = """pizza,sushi,lasagne,pancakes,mushrooms,olives,cheese,peanuts,shrimp,strawberries,tomatoes,spinach,chocolate,
garlic,onions,curry,dumplings,falafel,goulash,paella,pickles,oysters,honey,walnuts,eggs,lentils,broccoli,beetroot,tofu,
celery,coriander,ginger,aubergine,mango,pineapple,rice,noodles,bread,butter,milk,sausages,salmon,tuna,squid,cherries,
grapes,figs,dates,yoghurt,ice cream,apple pie,tiramisu,rhubarb,cinnamon,black pudding,blue cheese""".replace("\n", "").split(",")
SPORTS = """tennis,badminton,judo,fencing,rowing,swimming,archery,football,basketball,handball,volleyball,golf,squash,karate,
yoga,pilates,climbing,cycling,sailing,surfing,boxing,hockey,rugby,cricket,table tennis,skiing,curling,wrestling""".replace("\n", "").split(",")
_INSTRUMENTS = "piano violin cello flute oboe clarinet trumpet trombone harp guitar banjo accordion drums saxophone viola mandolin ukulele organ bassoon bagpipes lute zither tuba".split()
_LANGUAGES = "French German Spanish Italian Dutch Danish Finnish Polish Czech Greek Turkish Arabic Hebrew Persian Hindi Tamil Thai Korean Japanese Mandarin Cantonese Swahili Zulu Basque Welsh Irish Hungarian Estonian Portuguese Romanian Russian Ukrainian Icelandic".split()
_SUBJECTS = "physics,chemistry,law,medicine,history,philosophy,economics,biology,geology,music,drama,art history,computer science,mathematics,linguistics,psychology,architecture,theology,botany,journalism,statistics,archaeology,forestry,nursing".split(",")
COLOURS = "red blue green yellow orange purple pink brown black white grey turquoise crimson teal beige silver gold ivory lilac maroon navy olive".split()
THINGS = """milk,football,apple,lamp,umbrella,laptop,book,backpack,kettle,hammer,ladder,tent,camera,guitar,blanket,scarf,wallet,
torch,vase,clock,mirror,teapot,saw,drill,bicycle pump,frying pan,sleeping bag,chess set,watch,raincoat,helmet,rope,compass,
map,charger,notebook,pillow,basket,bucket,broom,toaster,kite,puzzle,bottle,jacket,parcel,letter,cake,screwdriver,violin,
spare key,shovel,telescope,tripod,thermos,sunglasses case,dictionary,wheelbarrow,paintbrush,cool box,crate,trumpet,box of tiles""".replace("\n", "").split(",")
ROOMS = """kitchen,garden,office,bathroom,bedroom,hallway,garage,cellar,attic,library,workshop,balcony,shed,park,school,cinema,
lobby,canteen,studio,greenhouse,pantry,laundry room,gym,museum,station,bakery,harbour,chapel,barn,stable,clinic,warehouse,
conservatory,boathouse,playground,classroom,reception,courtyard,lounge,nursery,vault,tower,market,theatre""".replace("\n", "").split(",")
_SPOTS = """in the drawer,on the shelf,under the doormat,in the car,on the kitchen table,in my blue jacket,behind the clock,
in the fridge,next to the printer,in the safe,on the windowsill,under the sofa,in the top drawer of the desk,in the shoebox,
at the office,on the hook by the door,in the glove compartment,behind the bookcase,in the cellar,on level 3,near the fountain,
outside the bakery,opposite the post office,in the hall cupboard,in the sewing box,on top of the wardrobe""".replace("\n", "").split(",")
_COMPANIES = "Globex,Initech,Northwind,the post office,the city library,Siemens,the hospital,Blue Harbour,a law firm,the airport,Acme Tools,the zoo,the tax office,Green Valley Farm,the bakery,the observatory".split(",")
NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_STREETS = "Elm Oak Mill Church Station Harbour King's Queen's Rose Baker's Castle River Garden Market Chapel Bridge Linden Tanner's Cooper's Abbey".split()
_CLUBS = "the chess club,the chamber choir,a book club,the rowing club,the film society,the hiking group,the pottery class,a sewing circle,the brass band,the debating society,the astronomy club,the allotment society".split(",")
_TITLES = "The Silent River,A Winter's Journey,Broken Glass,The Last Orchard,Salt and Stone,Night Trains,The Glass Garden,Paper Boats,Moby Dick,Emma,Dracula,Ulysses,The Hobbit,Middlemarch".split(",")
_COLLECTIONS = "stamps,old coins,postcards,vinyl records,teapots,beer mats,fountain pens,butterflies,comic books,snow globes,maps,fossils,toy trains,thimbles,film posters".split(",")
_BONES = "arm,leg,wrist,ankle,collarbone,nose,left hand,right foot,big toe,elbow,thumb,kneecap,jaw,rib".split(",")
_MEDICINES = "ibuprofen,aspirin,metformin,insulin,antibiotics,vitamin D,iron tablets,beta blockers,antihistamines,melatonin,folic acid".split(",")
_PLANTS = "tomatoes,roses,sunflowers,tulips,potatoes,carrots,lavender,pumpkins,basil,strawberries,dahlias,leeks,rhubarb,beans,orchids,ferns".split(",")
_PARTS = "Hamlet,the queen,the night porter,Ophelia,the villain,the narrator,a tree,the ghost,King Lear,Juliet,the butler,the wolf,the detective,the cook".split(",")
_CHORES = "the costumes,the lights,the accounts,the music,the tickets,the garden,the engine,the catering,the posters,the sound,the website,the tea,the bar,the minutes,the dishes,the shopping,the stage,the newsletter".split(",")
_OPINIONS = "boring,wonderful,dreadful,too long,brilliant,funny,disappointing,excellent,overrated,charming,awful,delicious,too salty,noisy,gorgeous".split(",")
_CAR_PARKS = "behind the church,in front of the library,by the river,at the station,on level 3,next to the bakery,two streets away,at the end of the lane,opposite the school,in the multi-storey,by the tennis courts,under the bridge,outside number 12,in the supermarket car park".split(",")
_PLANS = "learn Italian,buy a boat,open a bakery,run a marathon,write a novel,move abroad,retire early,adopt a dog,build a treehouse,cycle across Spain,climb Kilimanjaro,learn to fly,keep bees,start a choir,restore an old tractor".split(",")
_FEARS = "spiders,heights,flying,the dark,dogs,clowns,deep water,snakes,thunder,needles,lifts,crowds,bats".split(",")
_DRINKS = "black coffee,green tea,a flat white,hot chocolate,orange juice,mint tea,an espresso,a cappuccino,oat milk,apple juice,lemon water,chai".split(",")
_CARS = "an old Volvo,a blue Fiat,a Tesla,a VW van,a red Mini,a motorbike,a Skoda,a Renault Clio,a pickup truck,a Vespa,a Toyota Yaris,a convertible,a hearse,a Land Rover".split(",")
_TEAMS = "Liverpool,Ajax,Celtic,Barcelona,Benfica,the Lakers,the Bulls,Arsenal,Juventus,Leeds United,Real Madrid,the Red Sox,Werder Bremen,Galatasaray".split(",")
_PETS = "Rex Bello Biscuit Luna Pepper Milo Bruno Mittens Shadow Ginger Pickles Nala Simba Waffles Tofu Pixel Gizmo Bandit Muffin Olive Hector Duchess Socks Noodle Truffle Comet Peanut Marble".split()
_COUNTRIES = """Norway,Portugal,Ghana,Peru,Canada,Japan,Iceland,Kenya,Ireland,Chile,Greece,Vietnam,Poland,Morocco,Scotland,
Mexico,New Zealand,Croatia,Estonia,India,Turkey,Brazil,Egypt,Finland,Nepal,Senegal,Austria,Cuba""".replace("\n", "").split(",")
_ANIMALS = "cat,dog,rabbit,parrot,tortoise,hamster,goat,horse,pony,donkey,ferret,hedgehog,goose,guinea pig,gecko,canary,sheep,llama,hen,budgie".split(",")
_BUSES = "the number 7 bus,the tram,the 8:15 train,the bike,line 42,the ferry,the underground,the S3,bus 19,the night bus,a rental scooter,the number 12 tram".split(",")


def _digits(rng: random.Random, n: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(n))


def _letters(rng: random.Random, n: int) -> str:
    return "".join(rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(n))


def _code(rng: random.Random) -> str:
    shapes: tuple[Callable[[], str], ...] = (
        lambda: _digits(rng, 4), lambda: _digits(rng, 6),
        lambda: f"{_letters(rng, 2)}-{_digits(rng, 4)}",
        lambda: f"{_letters(rng, 2)}{_digits(rng, 2)} {_letters(rng, 3)}",
        lambda: f"{rng.choice(_PETS).lower()}{_digits(rng, 2)}{rng.choice('!#$')}",
        lambda: f"{_digits(rng, 3)}-{_letters(rng, 1).lower()}-{_digits(rng, 2)}",
    )
    return rng.choice(shapes)()


def _phone(rng: random.Random) -> str:
    return rng.choice((f"0{_digits(rng, 4)} {_digits(rng, 6)}", f"{_digits(rng, 3)}-{_digits(rng, 4)}",
                       f"+{_digits(rng, 2)} {_digits(rng, 3)} {_digits(rng, 3)} {_digits(rng, 3)}",
                       f"0{_digits(rng, 10)}"))


def _email(rng: random.Random) -> str:
    name = rng.choice((*_F, *_M)).lower()
    return f"{name}{rng.choice(('.', '_', ''))}{invented(rng).lower()}@{invented(rng).lower()}.{rng.choice(('com', 'org', 'net', 'example'))}"


def _date(rng: random.Random) -> str:
    day, month = rng.randint(1, 28), rng.choice(MONTHS)
    end = {1: "st", 2: "nd", 3: "rd"}.get(day if day < 4 else day - 20, "th")
    return rng.choice((f"{day} {month}", f"{month} {day}", f"the {day}{end} of {month}"))


def _clock(rng: random.Random) -> str:
    return rng.choice((f"{rng.randint(1, 12)} o'clock", f"{rng.randint(7, 21)}:{rng.choice(('00', '15', '30', '45'))}",
                       f"half past {rng.choice('one two three four five six seven eight nine ten'.split())}",
                       f"{rng.randint(1, 11)} pm", f"{rng.randint(6, 11)} am"))


def _when(rng: random.Random) -> str:
    return rng.choice((f"on {rng.choice(_DAYS)}", f"next {rng.choice(_DAYS)}", "tomorrow", "the day after tomorrow",
                       f"on {_date(rng)}", f"at {_clock(rng)}", f"on {rng.choice(_DAYS)} at {_clock(rng)}",
                       f"in {rng.choice('two three four five six'.split())} {rng.choice('days weeks months'.split())}",
                       f"tomorrow at {_clock(rng)}", f"in {rng.choice(MONTHS)}", "next week", "this weekend"))


def _ago(rng: random.Random) -> str:
    return rng.choice((f"{rng.choice('two three four five six ten'.split())} {rng.choice('days weeks months years'.split())} ago",
                       "last week", "yesterday", f"last {rng.choice(_DAYS)}", f"in {rng.choice(MONTHS)}",
                       f"in {rng.randint(1985, 2025)}", "last summer", "the day before yesterday", "last month"))


def _price(rng: random.Random) -> str:
    amount = rng.randint(2, 3000)
    return rng.choice((f"{amount} euros", f"£{amount}", f"${amount}", f"{amount} pounds", f"€{amount}.{_digits(rng, 2)}"))


def _from(bank: list[str]) -> Callable[[random.Random], str]:
    return lambda rng: rng.choice(bank)


VALUES: dict[str, Callable[[random.Random], str]] = {
    "town": town, "job": _job, "name": lambda rng: person(rng)[0], "date": _date, "when": _when, "ago": _ago,
    "company": lambda rng: invented(rng) if rng.random() < 0.4 else rng.choice(_COMPANIES),
    "age": lambda rng: str(rng.randint(2, 97)), "petname": lambda rng: invented(rng) if rng.random() < 0.3 else rng.choice(_PETS),
    "doctor": lambda rng: f"{rng.choice(('Dr', 'Dr.', 'Professor', 'Ms', 'Mr'))} {rng.choice(_SURNAMES) if rng.random() < 0.7 else invented(rng)}",
    "colour": _from(COLOURS), "food": _from(FOODS), "drink": _from(_DRINKS), "instrument": _from(_INSTRUMENTS),
    "sport": _from(SPORTS), "language": _from(_LANGUAGES), "subject": _from(_SUBJECTS), "car": _from(_CARS),
    "phone": _phone, "email": _email, "code": _code, "place": _from(_SPOTS), "carpark": _from(_CAR_PARKS), "thing": _from(THINGS),
    "street": lambda rng: f"{rng.randint(1, 180)} {rng.choice(_STREETS)} {rng.choice(('Street', 'Road', 'Lane', 'Row', 'Avenue'))}",
    "club": _from(_CLUBS), "title": _from(_TITLES), "price": _price, "size": lambda rng: str(rng.randint(34, 48)),
    "height": lambda rng: f"{rng.randint(150, 205)} cm", "collection": _from(_COLLECTIONS), "bone": _from(_BONES),
    "medicine": _from(_MEDICINES), "team": _from(_TEAMS), "plant": _from(_PLANTS), "role": _from(_PARTS),
    "hotel": lambda rng: f"{rng.choice(('the', 'Hotel', 'Chez', 'Casa', 'the Old'))} {invented(rng)}",
    "chore": _from(_CHORES), "roomnumber": lambda rng: f"{rng.randint(1, 9)}{_digits(rng, 2)}", "bus": _from(_BUSES),
    "opinion": _from(_OPINIONS), "plan": _from(_PLANS), "fear": _from(_FEARS), "weekday": _from(_DAYS),
    "school": lambda rng: f"{rng.choice(('St', 'the', 'Saint'))} {invented(rng)} {rng.choice(('School', 'College', 'Academy'))}",
}
VALUES |= {
    "n": VALUES["name"], "country": _from(_COUNTRIES), "surname": _from(_SURNAMES), "month": _from(MONTHS),
    "time": _clock, "animal": _from(_ANIMALS), "num": _from("two three four five six seven eight nine ten eleven twelve".split()),
    "int": lambda rng: str(rng.randint(13, 99)), "year": lambda rng: str(rng.randint(1930, 2025)),
    "name": VALUES["name"], "room": _from(ROOMS), "hobby": _from(SPORTS), "friend": VALUES["name"],
}

CHAT = """The weather has been awful lately.|What a long week.|I slept badly.|The coffee machine is broken again.
It's raining cats and dogs here.|I'm so tired today.|The neighbours are being loud again.|The train was late, as always.
We had soup for lunch.|I finally cleaned the windows.|That concert was something.|The internet keeps dropping out.
I should really get some sleep.|Fingers crossed for tomorrow.|The cat knocked over a plant.|My back hurts a bit.
The traffic was terrible this morning.|I had to wait an hour at the post office.|The new bakery is quite nice.
Dinner was late again.|It was a lovely sunset.|The heating makes funny noises.|I can't find my other sock.
Someone left the window open all night.|The meeting took forever.|I watched a silly film last night.
There was a power cut this afternoon.|The kids next door were singing.|I burnt the toast.|We laughed a lot.""".replace("\n", "|").split("|")
