"""Word banks for stories: people, towns, places, things and the values of everyday attributes.

Every bank is a plain tuple without repeats. A reader that meets the same words often enough knows
them by heart and stops copying, so a good part of what the helpers return is made of syllables
(`invented`) and means nothing outside its story.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

Gender = Literal["f", "m", "n"]


@dataclass(frozen=True, slots=True)
class Person:
    """A name as it is told, and the gender its pronouns follow ("n": they)."""

    name: str
    gender: Gender

    @property
    def subject(self) -> str:
        """ "she", "he" or "they"."""
        return {"f": "she", "m": "he", "n": "they"}[self.gender]

    @property
    def possessive(self) -> str:
        """ "her", "his" or "their"."""
        return {"f": "her", "m": "his", "n": "their"}[self.gender]


def _bank(text: str) -> tuple[str, ...]:
    """The comma- or line-separated entries of a text, once each, in order."""
    entries = (entry.strip() for entry in text.replace("\n", ",").split(","))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.split()))


PEOPLE_F = _words("""
Anna Maria Olga Fatima Aisha Yuki Mei Ingrid Astrid Freya Chloe Zoe Priya Ananya Leila Nadia Elena
Irina Svetlana Katarzyna Agnieszka Zofia Helena Lucia Carmen Pilar Ines Beatriz Camila Valentina
Giulia Chiara Francesca Siobhan Niamh Aoife Morag Bronwen Carys Hannah Miriam Ruth Esther Noa Yael
Amina Zainab Ngozi Adaeze Wanjiru Thandi Naledi Soraya Parisa Shirin Dilara Elif Zeynep Mina Hana
Sakura Linh Mai Siti Dewi Marta Petra Jana Ivana Milica Dragana Greta Klara Emma Sophie Louise
Margaux Elodie Alice Grace Rose Ivy Hazel Nora Vera Tessa Wilma Saskia Femke Annika Maja Signe Liv
Ragnhild Kaisa Aino Liisa Tuuli Ruta Daiva Ilze Ofelia Perla Rosa Consuelo Marisol Abena Akosua Esi
Kemi Julie Mary Sandra Emily Lily Martha Joan Edith Doris Agatha Beatrix Clara Daphne Eleanor Flora
Gwen Harriet Imogen Josephine Keira Lottie Mabel Nell Octavia Phoebe Rosalind Sylvia Tabitha Ursula
Violet Winifred Xenia Yvonne Zelda Bahar Nilufar Gulnara Aigerim Madina Tamar Nino Anahit Lusine
Rukmini Lakshmi Meera Kavita Deepa Sunita Farida Samira Huda Rania Yasmin Khadija Latifa Oumou
Mariama Bintou Nokuthula Lerato Palesa Chipo Tendai Rutendo Makena Achieng Atieno Halima Hiwot
Meseret
Xiulan Lihua Jiayi Minji Soyeon Eunji Haruka Ayumi Natsuki Thuy Huong Malee Pim Rattana Wati
Leilani Moana Aroha Ngaire Tui Paloma Ximena Itzel Yara Thais Iara Luana Bergljot Solveig Tove
Henrike Friederike Ottilie Liesel Mathilde Colette Solange Ghislaine Ornella Fiorella Ludovica
""")
PEOPLE_M = _words("""
Joe Fred Karl Ivan Boris Dmitri Ahmed Omar Yusuf Hassan Kenji Hiroshi Wei Jun Lars Sven Erik Olaf
Bjorn Magnus Rahul Arjun Vikram Ravi Pedro Diego Javier Mateo Luca Marco Paolo Enzo Sean Declan Rory
Hamish Angus Owen Rhys Gareth David Daniel Samuel Aaron Eli Noah Kofi Kwame Chidi Emeka Juma Sipho
Thabo Reza Dariush Mehmet Emre Kerem Minh Duc Budi Agus Tomas Pavel Milan Goran Zoran Nikola Hans
Fritz Otto Jurgen Antoine Luc Mathieu Olivier Henry George Arthur Walter Victor Hugo Felix Max Theo
Bram Joost Pieter Mikkel Anders Jari Timo Pekka Janis Andris Jonas Rafael Santiago Emilio Bruno Caio
Thiago Ibrahim Malik Tariq Bilal Rashid Yaw Babajide Tunde Oleg Yuri Stefan Radu Mihai Istvan Laszlo
Bill Jeff John Brian Greg Bernhard Julius Albert Alfred Basil Cedric Desmond Ernest Floyd Gilbert
Horace Isaac Jasper Kenneth Leonard Mortimer Nigel Oscar Percy Quentin Rupert Silas Tobias Ulric
Vernon Wilfred Xavier Yorick Zachary Bahram Farhad Rustam Nursultan Timur Giorgi Levan Armen Tigran
Suresh Ganesh Mohan Naveen Sanjay Faisal Karim Nabil Walid Idris Moussa Ousmane Seydou Amadou
Bongani Themba Tatenda Farai Kamau Otieno Abdi Tesfaye Bekele Dawit Haoran Zihan Jianguo Minho
Jihoon Donghyun Takeshi Satoshi Ryo Tuan Quang Somchai Anan Wayan Ketut Keanu Tane Wiremu Rangi
Joaquin Ramiro Cuauhtemoc Tupac Rodrigo Vinicius Otavio Heitor Gunnar Torbjorn Asger Detlef Wolfgang
Eberhard Leopold Thierry Gaspard Lucien Ettore Giacomo Salvatore Kazimierz Zbigniew Witold Bohumil
Vaclav Dusan Blagoj Plamen Ognjen Dimitris Kostas Spyros Eino Urho Rein Kaspars Vytautas Cormac
""")
PEOPLE_N = _words("""
Alex Sam Robin Kim Charlie Jamie Morgan Rowan Sasha Kit Jules Noor Remy Quinn Ariel Shiloh Jordan
Taylor Casey Riley Avery Skyler Dakota Emerson Finley Harper Hayden Jessie Kendall Lennox Marlow
Nico Oakley Parker Peyton Reese River Sage Sidney Tatum Toni Wren Yael-Li Zuri Blake Drew Ellis
Frankie Indigo Jody Kai Lane Micah Phoenix Shea Sunny Teddy Val Winter Ashanti
""")
SURNAMES = _bank("""
Smith,Okafor,Lindqvist,Petersen,Moreau,Rossi,Tanaka,Kowalski,Novak,Horvat,Fischer,Weber,Schneider
Nguyen,Patel,Sharma,Khan,Haddad,Mansour,Cohen,Levi,Murphy,Kelly,Campbell,Davies,Evans,Garcia,Lopez
Silva,Costa,Ferreira,Popescu,Ionescu,Papadopoulos,Yilmaz,Demir,Kaya,Ivanov,Petrov,Mbeki,Mensah,Owusu
Adeyemi,Eze,Kimani,Ochieng,Abebe,Haile,Chen,Wang,Park,Choi,Reyes,Cruz,Santos,Virtanen,Korhonen
Jensen,Hansen,Berg,Dahl,De Vries,Bakker,Dubois,Laurent,Marchetti,Sule,Bello,Danjuma,Achebe,Soyinka
Diallo,Traore,Keita,Ndiaye,Sarr,Toure,Banda,Phiri,Moyo,Ncube,Dlamini,Nkosi,Khumalo,Naidoo,Pillay
Botha,Van Wyk,Steyn,Mwangi,Njoroge,Wekesa,Tadesse,Girma,Farah,Warsame,Aziz,Rahman,Hossain,Chowdhury
Das,Ghosh,Banerjee,Iyer,Menon,Nair,Reddy,Rao,Gupta,Mehta,Joshi,Desai,Singh,Kaur,Perera,Fernando
Silwal,Gurung,Sherpa,Dorji,Tamang,Liu,Zhang,Zhao,Huang,Lin,Wu,Xu,Kwan,Leung,Lam,Kang,Yoon,Shin,Han
Sato,Suzuki,Watanabe,Ito,Yamamoto,Nakamura,Kobayashi,Tran,Pham,Vo,Dang,Bui,Wijaya,Santoso,Hartono
Lim,Tan,Goh,Aquino,Bautista,Mendoza,Villanueva,Castillo,Morales,Vargas,Rojas,Quispe,Mamani,Huanca
Benitez,Acosta,Pereira,Oliveira,Almeida,Barbosa,Carvalho,Machado,Ribeiro,Teixeira,Russo,Ferrari
Esposito,Bianchi,Romano,Colombo,Ricci,Greco,Conti,Bernard,Petit,Durand,Leroy,Fournier,Girard,Bonnet
Lefevre,Mercier,Muller,Becker,Hoffmann,Schulz,Koch,Richter,Wolf,Neumann,Zimmermann,Braun,Hartmann
Vogel,Jansen,Visser,Smit,Mulder,Peeters,Claes,Maes,Nilsson,Karlsson,Eriksson,Larsson,Olsen,Haugen
Nygaard,Makinen,Laine,Tamm,Saar,Ozols,Kalnins,Kazlauskas,Wojcik,Zielinski,Nowak,Dvorak,Svoboda
Kovacs,Szabo,Toth,Nagy,Georgiev,Dimitrov,Jovanovic,Markovic,Kovac,Babic,Hoxha,Shehu,Melnyk,Bondar
Sokolov,Volkov,Kuznetsov,Abdullayev,Karimov,Sargsyan,Beridze,Walsh,Byrne,Doyle,Gallagher,MacLeod
Fraser,Sinclair,Pritchard,Llewellyn,Hughes,Ashworth,Blackwood,Cartwright,Fairfax,Hathaway,Thornton
""")
TOWNS = _bank("""
Berlin,Paris,Rome,Lisbon,Madrid,Oslo,Bergen,Malmo,Gdansk,Krakow,Prague,Brno,Vienna,Graz,Zurich,Basel
Ghent,Bruges,Utrecht,Delft,Leeds,York,Bristol,Cardiff,Galway,Cork,Edinburgh,Dundee,Porto,Seville
Valencia,Turin,Naples,Athens,Patras,Izmir,Ankara,Cairo,Tunis,Lagos,Accra,Nairobi,Kampala,Durban
Cape Town,Mumbai,Pune,Delhi,Hanoi,Hue,Osaka,Kyoto,Sapporo,Seoul,Busan,Perth,Hobart,Auckland
Wellington,Toronto,Halifax,Boston,Denver,Austin,Portland,Lima,Quito,Cusco,Santiago,Montevideo,Riga
Vilnius,Tallinn,Tartu,Turku,Tampere,Reykjavik,Odessa,Lviv,Varna,Sofia,Split,Zadar,Mostar,Sarajevo
Belgrade,Novi Sad,Skopje,Tirana,Bucharest,Cluj,Budapest,Debrecen,Bratislava,Ljubljana,Trieste,Genoa
Bologna,Palermo,Catania,Bari,Nice,Lyon,Lille,Nantes,Rennes,Toulouse,Bordeaux,Strasbourg,Geneva,Bern
Lausanne,Munich,Hamburg,Bremen,Leipzig,Dresden,Cologne,Aachen,Rostock,Antwerp,Liege,Rotterdam
Groningen,Aarhus,Odense,Uppsala,Gothenburg,Trondheim,Tromso,Helsinki,Oulu,Aberdeen,Inverness,Belfast
Dublin,Limerick,Swansea,Bath,Exeter,Norwich,Durham,Salamanca,Granada,Bilbao,Zaragoza,Coimbra,Faro
Tangier,Fez,Dakar,Bamako,Abuja,Kano,Kumasi,Kigali,Arusha,Mombasa,Lusaka,Harare,Windhoek,Muscat,Doha
Amman,Beirut,Haifa,Yerevan,Tbilisi,Baku,Tashkent,Samarkand,Almaty,Kathmandu,Dhaka,Chennai,Jaipur
Colombo,Mandalay,Bangkok,Chiang Mai,Penang,Jakarta,Bandung,Manila,Cebu,Taipei,Tainan,Nagoya,Sendai
Daegu,Brisbane,Darwin,Adelaide,Dunedin,Suva,Vancouver,Calgary,Ottawa,Montreal,Seattle,Chicago
Memphis,Atlanta,Oaxaca,Merida,Havana,Bogota,Medellin,La Paz,Salta,Rosario,Recife,Salvador,Manaus
Aldermouth,Ashcombe,Barrowick,Bellhaven,Birchford,Blackwater,Bramholm,Calderby,Carrowmere,Coldbrook
Corvale,Crosshaven,Dunmarsh,Eastrey,Elderfield,Fallowby,Fenwater,Ferriston,Galdene,Glenarrow
Greymoor,Hallowick,Harrowgate,Hollinby,Irondale,Juniper Bay,Kelmouth,Kestrel Hill,Larkstead
Little Wexham,Lowmere,Marrowby,Millbrae,Netherby,New Torrow,Oakhollow,Old Quarry,Ostergaard
Pellworth
Port Amsel,Port Verity,Quarrington,Ravensholm,Redwick,Saltmarsh,Sandholm,Silverford,Skarsund
Southfell,Stonebridge,Tarnwick,Thornhaven,Tolvik,Upper Merrow,Vallgrad,Vesterholm,Wetherley
Whitcombe,Willowbank,Winterbourne,Wyndale,Yarrowdale,Zellhof
""")
PLACES = _bank("""
kitchen,garden,office,bathroom,bedroom,hallway,garage,cellar,attic,library,workshop,balcony,shed
park
school,cinema,lobby,canteen,studio,greenhouse,pantry,laundry room,gym,museum,station,bakery,harbour
chapel,barn,stable,clinic,warehouse,conservatory,boathouse,playground,classroom,reception,courtyard
lounge,nursery,vault,tower,market,theatre,living room,dining room,guest room,spare room,box room
utility room,boiler room,wine cellar,loft,porch,veranda,terrace,patio,orchard,summer house
tree house
carport,coal shed,log store,study,music room,sewing room,playroom,sauna,staircase,landing,basement
front yard,back yard,vegetable patch,henhouse,pump house,dairy,mill,forge,granary,hayloft,paddock
kennel,milking parlour,silo,quay,jetty,lighthouse,marina,dry dock,fish market,ferry terminal,airport
bus station,tram depot,taxi rank,car park,petrol station,toll booth,customs hall,post office,bank
town hall,court house,police station,fire station,hospital,pharmacy,dental surgery,waiting room
operating theatre,morgue,maternity ward,laboratory,darkroom,observatory,planetarium,aquarium,zoo
botanical garden,art gallery,concert hall,opera house,rehearsal room,dressing room,green room
orchestra pit,recording studio,radio station,newsroom,print shop,bookshop,florist,butcher
greengrocer
corner shop,supermarket,department store,shopping centre,antique shop,toy shop,shoe shop,tailor
hairdresser,launderette,cafe,tea room,restaurant,pizzeria,pub,brewery,distillery,hotel,hostel
campsite,caravan,cabin,cottage,farmhouse,windmill,castle,monastery,cathedral,mosque,synagogue,temple
graveyard,crypt,bell tower,university,lecture hall,seminar room,staff room,common room,dormitory
exam hall,sports hall,swimming pool,tennis court,football pitch,ice rink,changing room,climbing hall
velodrome,stadium,racecourse,archery range,golf club,meeting room,conference room,copy room
server room,mail room,control room,break room,archive,storeroom,loading bay,cold store,assembly hall
paint shop,repair shop,machine hall,foundry,quarry,sawmill,pottery,glassworks,cheese room,smokehouse
beach,forest,meadow,vineyard,bridge,fountain,bandstand,boat,lifeguard hut,ranger station
""")
CONTAINERS = _bank("""
drawer,box,cupboard,wardrobe,basket,suitcase,backpack,chest,safe,fridge,freezer,cabinet,crate,trunk
handbag,toolbox,shoebox,biscuit tin,jewellery box,glove compartment,filing cabinet,bread bin,locker
picnic hamper,rucksack,desk drawer,sewing box,coat pocket,pencil case,storage bin,sideboard
medicine cabinet,larder,bucket,laundry basket,treasure chest,lunch box,briefcase,barrel,tin
""")
THINGS = _bank("""
milk,football,apple,lamp,umbrella,laptop,book,kettle,hammer,ladder,tent,camera,guitar,blanket,scarf
wallet,torch,vase,clock,mirror,teapot,saw,drill,bicycle pump,frying pan,sleeping bag,chess set,watch
raincoat,helmet,rope,compass,map,charger,notebook,pillow,broom,toaster,kite,puzzle,bottle,jacket
parcel,letter,cake,screwdriver,violin,spare key,shovel,telescope,tripod,thermos,dictionary
wheelbarrow,paintbrush,trumpet,passport,birth certificate,house key,car key,phone,tablet,keyboard
mouse,hard drive,memory card,printer,scanner,microphone,loudspeaker,radio,remote control,battery
extension lead,light bulb,candle,lighter,matchbox,lantern,fire extinguisher,first aid kit
thermometer
blood pressure monitor,inhaler,toothbrush,hairdryer,comb,razor,perfume,lipstick,soap,towel,bathrobe
dressing gown,duvet,mattress,hot water bottle,curtain,carpet,cushion,armchair,stool,deckchair
hammock
picture frame,painting,sculpture,poster,postcard,stamp album,coin collection,photo album,diary,novel
cookbook,atlas,magazine,newspaper,comic,sketchbook,fountain pen,pencil,ruler,eraser,stapler
hole punch
calculator,folder,envelope,invoice,contract,receipt,ticket,boarding pass,library card,bank card
driving licence,medal,trophy,certificate,necklace,bracelet,ring,brooch,earring,pocket watch,hat,cap
beret,helmet lamp,coat,cardigan,jumper,shirt,tie,bow tie,waistcoat,belt,apron,uniform,costume
wedding dress,kimono,sari,shawl,poncho,boot,slipper,sandal,walking stick,crutch,wheelchair,pram
high chair,cot,teddy bear,doll,toy train,rocking horse,skipping rope,yo-yo,jigsaw,board game
pack of cards,dice cup,frisbee,tennis racket,cricket bat,hockey stick,golf club bag,basketball
rugby ball
skateboard,scooter,surfboard,snorkel,life jacket,paddle,oar,anchor,fishing rod,landing net,ice axe
carabiner,climbing rope,ski pole,sledge,ice skate,yoga mat,dumbbell,stopwatch,whistle,megaphone,drum
flute,clarinet,cello,accordion,ukulele,harmonica,tambourine,metronome,music stand,sheet music,saddle
bridle,horseshoe,dog lead,cat basket,birdcage,fish bowl,rabbit hutch,smoker,hive tool,honey jar
watering can,rake,spade,hoe,trowel,garden hose,lawnmower,hedge trimmer,axe,chainsaw,crowbar,spanner
wrench,chisel,plane,spirit level,tape measure,vice,sander,soldering iron,glue gun,paint roller
stepladder
workbench,toolbelt,welding mask,fuse,padlock,chain,hinge,door handle,doorbell,letterbox,saucepan,wok
casserole,baking tray,rolling pin,whisk,ladle,spatula,colander,grater,peeler,corkscrew,tin opener
chopping board,bread knife,butter dish,salt cellar,pepper mill,sugar bowl,fruit bowl,salad bowl
coffee grinder,espresso pot,mug,wine glass,tea towel,tablecloth,lunch,loaf of bread,cheese,pumpkin
melon,pineapple,jar of olives,bag of flour,box of eggs,bottle of wine,chocolate bar,birthday cake
sandwich,pie,microscope,magnifying glass,binocular case,globe,fossil,crystal,seashell,feather
magnet,prism,test tube,petri dish,model ship,drone,robot,circuit board,cable,projector,screen
flag,banner,mask,puppet,magic wand,crown,sword,shield,treasure map,hourglass,music box,snow globe
dog-eared script,manuscript,score sheet,parachute,fire hose,ladder hook,clipboard,badge,visitor pass
""")
THINGS_PLURAL = _bank("""
keys,glasses,sunglasses,scissors,gloves,headphones,binoculars,trousers,socks,boots,trainers,pliers
jeans,goggles,tweezers,nail clippers,hiking boots,ski boots,slippers,earplugs,batteries,candles
tickets,seeds,photos,papers,tools,spare keys,car keys,reading glasses,knitting needles,drumsticks
football boots,oven gloves,matches,curtains,pyjamas,swimming trunks,garden shears,cufflinks
""")
JOBS = _bank("""
nurse,baker,dentist,plumber,teacher,librarian,carpenter,lawyer,pilot,chef,gardener,electrician
journalist,photographer,translator,accountant,architect,farmer,surgeon,mechanic,tailor,cashier
florist
barista,violinist,painter,firefighter,midwife,locksmith,glazier,weaver,beekeeper,welder,bookbinder
vet
paramedic,bus driver,social worker,graphic designer,tour guide,sound engineer,park ranger
data analyst
civil engineer,speech therapist,stage manager,watchmaker,piano tuner,shoemaker,upholsterer,postman
judge
optician,physiotherapist,zookeeper,puppeteer,croupier,surveyor,train driver,primary school teacher
marine biologist,wedding planner,dog trainer,roofer,bricklayer,stonemason,blacksmith,goldsmith
potter
butcher,fishmonger,greengrocer,waiter,bartender,sommelier,hotel manager,receptionist,cleaner
caretaker
security guard,police officer,detective,soldier,sailor,ship captain,air traffic controller
flight attendant
astronaut,astronomer,physicist,chemist,geologist,botanist,meteorologist,historian,archaeologist
museum curator,art restorer,sculptor,illustrator,animator,film director,actor,dancer,choreographer
conductor,composer,opera singer,drummer,radio presenter,newsreader,editor,proofreader,novelist,poet
web developer,programmer,network engineer,statistician,actuary,bank clerk,tax adviser,estate agent
insurance broker,auctioneer,notary,probation officer,diplomat,mayor,town planner,interpreter
kindergarten teacher,professor,school principal,swimming instructor,driving instructor
ski instructor
football coach,referee,jockey,farrier,shepherd,fisherman,forester,tree surgeon,vintner,brewer
cheesemaker,chocolatier,pastry chef,dietitian,pharmacist,radiographer,anaesthetist,psychologist
hairdresser,tattoo artist,undertaker,chimney sweep,crane operator,lorry driver,taxi driver,courier
""")
PETS = _words("""
Rex Bello Biscuit Luna Pepper Milo Bruno Mittens Shadow Ginger Pickles Nala Simba Waffles Tofu Pixel
Gizmo Bandit Muffin Olive Hector Duchess Socks Noodle Truffle Comet Peanut Marble Pudding Whiskers
Fudge
Bramble Thistle Clover Nutmeg Mocha Domino Patch Smudge Snowy Tiger Rocky Buster Coco Daisy Poppy
Willow
Ziggy Banjo Bubbles Captain Dusty Ember Flash Goblin Hobbit Inky Jellybean Kipper Lemon Mango Nacho
Oreo
Pogo Quaver Ripple Spud Toffee Widget Yoyo Zorro
""")
SPECIES = _bank("""
dog,cat,rabbit,hamster,guinea pig,parrot,budgie,canary,goldfish,tortoise,snake,lizard,gecko,ferret
horse,pony,donkey,goat,sheep,hen,duck,goose,pig,cow,llama,alpaca,hedgehog,rat,mouse,gerbil
chinchilla
tarantula,iguana,cockatoo,pigeon,peacock,stick insect,terrier,greyhound,poodle,kitten,puppy
""")
HOBBIES = _bank("""
chess,knitting,pottery,birdwatching,gardening,photography,origami,calligraphy,fishing,sailing
surfing
climbing,running,cycling,hiking,yoga,pilates,judo,karate,fencing,archery,rowing,swimming,tennis
squash
badminton,table tennis,golf,cricket,rugby,volleyball,handball,ice skating,skiing,curling,boxing
ballet
salsa dancing,tap dancing,tango,choir singing,beatboxing,juggling,magic tricks,stamp collecting
model trains,kite flying,beekeeping,baking,home brewing,foraging,astronomy,crossword puzzles,sudoku
bridge,poker,scrabble,embroidery,quilting,crochet,woodcarving,metal detecting,genealogy,geocaching
scuba diving,paragliding,skateboarding,roller skating,horse riding,dog training,drone racing
painting
watercolours,life drawing,creative writing,improv theatre,stand-up comedy,blogging,bouldering
canoeing
""")
FOODS = _bank("""
pizza,sushi,lasagne,pancakes,mushrooms,olives,cheese,peanuts,shrimp,strawberries,tomatoes,spinach
chocolate,garlic,onions,curry,dumplings,falafel,goulash,paella,pickles,oysters,honey,walnuts,eggs
lentils,broccoli,beetroot,tofu,celery,coriander,ginger,aubergine,mango,pineapple,rice,noodles,bread
butter,milk,sausages,salmon,tuna,squid,cherries,grapes,figs,dates,yoghurt,ice cream,apple pie
tiramisu
rhubarb,cinnamon,black pudding,blue cheese,risotto,gnocchi,ramen,pho,pad thai,biryani,samosas,dal
naan,hummus,tabbouleh,baklava,couscous,tagine,jollof rice,fufu,injera,tacos,burritos,guacamole
ceviche
empanadas,pierogi,borscht,schnitzel,sauerkraut,fondue,croissants,crepes,bouillabaisse,fish and chips
haggis,porridge,scones,crumble,cheesecake,brownies,marzipan,liquorice,popcorn,pistachios,almonds
cashews,sesame,mustard,soya,shellfish,lobster,crab,mussels,trout,herring,duck,lamb,turkey,bacon,kale
leeks,asparagus,artichokes,courgettes,sweetcorn,peas,beans,avocado,papaya,kiwis,peaches,plums,pears
""")
INSTRUMENTS = _words("""
piano violin cello flute oboe clarinet trumpet trombone harp guitar banjo accordion drums saxophone
viola
mandolin ukulele organ bassoon bagpipes lute zither tuba sitar oud kora marimba xylophone vibraphone
harpsichord recorder piccolo cornet bugle euphonium concertina harmonica theremin dulcimer koto erhu
shamisen didgeridoo djembe tabla balalaika bouzouki fiddle timpani hurdy-gurdy
""")
LANGUAGES = _words("""
French German Spanish Italian Dutch Danish Finnish Polish Czech Greek Turkish Arabic Hebrew Persian
Hindi
Tamil Thai Korean Japanese Mandarin Cantonese Swahili Zulu Basque Welsh Irish Hungarian Estonian
Portuguese Romanian Russian Ukrainian Icelandic Norwegian Swedish Latvian Lithuanian Slovak Slovene
Croatian Serbian Bulgarian Albanian Georgian Armenian Azeri Kazakh Uzbek Urdu Bengali Punjabi
Gujarati
Telugu Sinhala Nepali Burmese Khmer Lao Vietnamese Malay Tagalog Maori Samoan Hausa Yoruba Igbo
Amharic
Somali Xhosa Shona Wolof Quechua Guarani Catalan Galician Breton Maltese Esperanto Latin
""")
COLOURS = _bank("""
red,blue,green,yellow,orange,purple,pink,brown,black,white,grey,turquoise,crimson,teal,beige,silver
gold
ivory,lilac,maroon,navy,olive,scarlet,indigo,violet,magenta,cyan,amber,bronze,copper,coral,cream
khaki
lavender,mint green,mustard yellow,peach,plum,rust,salmon pink,sky blue,emerald,burgundy,charcoal
""")
COMPANIES = _bank(
    """
Globex,Initech,Northwind,Siemens,Acme Tools,Blue Harbour,Green Valley Farm,Halden Foods,Kestrel Air
Lumen Press,Mistral Shipping,Novalis,Orchard Bank,Pinecrest Hotels,Quillmark,Redwood Dental
Sandbar Films
Tidewater Energy,Umbra Studios,Velora,Westgate Motors,Yellowfin,Zenith Optics,Bosch,Nestle,Ikea
Toyota
Samsung,the post office,the city library,the hospital,the airport,the zoo,the tax office,the bakery
the observatory,the town hall,the fire brigade,the railway,the port authority,the water works
the national park,the opera,the local paper,a law firm,a publishing house,a insurance company
""".replace("a insurance", "an insurance")
)
STREETS = _bank("""
Elm Street,Oak Avenue,Mill Lane,Church Road,Station Road,Harbour Street,King's Road,Queen's Avenue
Rose Lane,Baker's Row,Castle Street,River Road,Garden Street,Market Street,Chapel Lane,Bridge Street
Linden Avenue,Tanner's Row,Cooper's Lane,Abbey Road,Ash Grove,Birch Close,Canal Walk,Dock Street
East Quay
Foundry Lane,Goose Green,High Street,Ivy Terrace,Juniper Drive,Kiln Lane,Lark Rise,Maple Drive
North Parade
Orchard Way,Park Crescent,Quarry Hill,Rope Walk,School Lane,Temple Gardens,Union Street
Victoria Road
West Gate,Willow Close,York Place,Acacia Road,Beech Avenue,Cherry Tree Lane,Dover Street,Elder Court
""")
RELATIONS_F = _bank("""
sister,mother,grandmother,aunt,daughter,niece,wife,girlfriend,landlady,stepmother,sister-in-law
granny
mum,nan,goddaughter,bridesmaid,stepsister,mother-in-law,daughter-in-law,godmother,half-sister
ex-wife
""")
RELATIONS_M = _bank("""
brother,father,grandfather,uncle,son,nephew,husband,boyfriend,landlord,stepfather,brother-in-law
grandpa
dad,godfather,godson,stepbrother,father-in-law,son-in-law,half-brother,best man,ex-husband
""")
RELATIONS_N = _bank("""
boss,neighbour,cousin,friend,colleague,teacher,dentist,doctor,flatmate,manager,partner,coach,trainer
tutor
assistant,accountant,lawyer,hairdresser,supervisor,roommate,mentor,plumber,gardener,babysitter
therapist
best friend,business partner,tenant,piano teacher,driving instructor,team leader,pen friend
childminder
godchild,stepchild,grandchild,fiance,housemate,mechanic,physiotherapist,publisher,band leader,vet
cleaner
""")
RELATIONS = (*RELATIONS_F, *RELATIONS_M, *RELATIONS_N)
SMALL_TALK = _bank(
    """
The weather has been awful lately.|What a long week.|I slept badly.
The coffee machine is broken again.
It's raining cats and dogs here.|I'm so tired today.|The neighbours are being loud again.
The train was late as always.|We had soup for lunch.|I finally cleaned the windows.|That was fun.
The internet keeps dropping out.|I should really get some sleep.|Fingers crossed for tomorrow.
My back hurts a bit.|The traffic was terrible this morning.|I had to wait for ages.
Dinner was late again.
It was a lovely sunset.|The heating makes funny noises.|I can't find my other sock.|Oh well.
The meeting took forever.|I watched a silly film last night.|There was a power cut this afternoon.
I burnt the toast.|We laughed a lot.|It's so hot today.|Anyway how are you?|Thanks for listening.
Time flies.|I'm bored.|That's all for now.|Busy day today.|I need a holiday.|Nothing new otherwise.
Good morning!|Hello again.|My phone is slow today.|The lift was out of order.|Spring is coming.
""".replace("|", "\n")
)

_ONSETS = _words("b br ch d dr f fl g gr h j k kl l m n p pr r s sh sk st t th tr v w y z")
_VOWELS = _words("a e i o u ai ea")
_CODAS = ("", "", "", "l", "n", "r", "s", "m", "nd", "k", "rn", "x", "th", "sk", "v")
_PERSON_ENDS = {
    "f": ("a", "ia", "elle", "ina", "ey"),
    "m": ("o", "us", "ek", "an", "ir"),
    "n": ("",),
}
_TOWN_ENDS = _words(
    "ton ville burg ford holm berg by mouth field stad grad minster wick haven dale"
)


def invented(rng: random.Random) -> str:
    """A made-up proper name of two, seldom three, syllables, capitalised ("Brelin", "Skovar")."""
    return _syllables(rng, rng.choice((2, 2, 2, 3))).capitalize()


def _syllables(rng: random.Random, count: int) -> str:
    parts = (rng.choice(_ONSETS), rng.choice(_VOWELS), rng.choice(_CODAS))
    return "".join(parts) if count == 1 else "".join(parts) + _syllables(rng, count - 1)


def person(rng: random.Random) -> Person:
    """Somebody: a told first name, an invented one (a quarter), seldom with a surname or title."""
    gender: Gender = rng.choices(("f", "m", "n"), (5, 5, 1))[0]
    roll = rng.random()
    if roll < 0.05 and gender != "n":
        title = rng.choice(("Mrs", "Ms", "Miss") if gender == "f" else ("Mr", "Mr."))
        return Person(f"{title} {surname(rng)}", gender)
    if roll < 0.28:
        name = _syllables(rng, 1 + (gender == "n")).capitalize() + rng.choice(_PERSON_ENDS[gender])
    else:
        name = rng.choice({"f": PEOPLE_F, "m": PEOPLE_M, "n": PEOPLE_N}[gender])
    return Person(f"{name} {surname(rng)}" if rng.random() < 0.06 else name, gender)


def people(rng: random.Random, count: int) -> list[Person]:
    """`count` people, no two of whom share a word of their names."""
    chosen: list[Person] = []
    seen: set[str] = set()
    while len(chosen) < count:
        one = person(rng)
        words = {
            word for word in one.name.lower().split() if not word.startswith(("mr", "ms", "miss"))
        }
        if not words & seen:
            chosen.append(one)
            seen |= words
    return chosen


def surname(rng: random.Random) -> str:
    """A family name; a quarter of them are invented."""
    return invented(rng) if rng.random() < 0.25 else rng.choice(SURNAMES)


def town(rng: random.Random) -> str:
    """A town; a third of them exist nowhere."""
    if rng.random() < 0.33:
        return _syllables(rng, rng.choice((1, 2))).capitalize() + rng.choice(_TOWN_ENDS)
    return rng.choice(TOWNS)


def place(rng: random.Random) -> str:
    """A room or building to be named with "the"; now and then an invented word."""
    return invented(rng).lower() if rng.random() < 0.06 else rng.choice(PLACES)


def thing(rng: random.Random) -> str:
    """One carryable thing to be named with "the"; now and then an invented word."""
    return invented(rng).lower() if rng.random() < 0.08 else rng.choice(THINGS)


def relation(rng: random.Random, gender: Gender) -> str:
    """Somebody's role towards the speaker that fits the gender ("sister", "boss")."""
    fitting = {"f": RELATIONS_F, "m": RELATIONS_M, "n": RELATIONS_N}[gender]
    return rng.choice(fitting if rng.random() < 0.65 else RELATIONS_N)


def article(noun: str) -> str:
    """The noun with "a" or "an" by its first letter."""
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"
