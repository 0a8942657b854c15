"""A passphrase of five plain words, drawn by chance, for those who would rather not think of one."""

from __future__ import annotations

import secrets

_LIST = """
acorn amber anchor apple apron arrow aspen atlas autumn awning bacon badge baker balcony bamboo banjo barley basil
basket beacon beaver bench berry birch biscuit blanket blossom bonnet border bottle boulder bracket branch bread
breeze brick bridge bronze brook broom brush bubble bucket buckle button cabin cable cactus camel candle canoe
canvas carbon carpet carrot castle cedar cello chalk cherry chestnut chimney cider cinder circle citrus clay clover
cobalt cocoa comet compass copper coral cotton cradle crane crater cricket crystal curtain cushion daisy dancer dawn
delta denim desert diamond dinner dolphin donkey dragon drawer drum eagle easel echo elbow ember engine fabric
falcon feather fennel ferry fiddle finch flannel flute forest fossil fountain garden garlic garnet ginger glacier
glove goose granite grape gravel grove guitar hammer hammock harbor harvest hazel heather hedge helmet heron hinge
honey hopper horizon icicle indigo island ivory jacket jasmine jersey jigsaw juniper kayak kernel kettle kitchen
kitten ladder lagoon lantern laurel lemon lentil lichen lilac linen lizard lobster locket lotus lumber magnet
mallet mango maple marble market marsh meadow melon mentor metal mineral mirror mitten moose mosaic moss muffin
mustard napkin nectar needle nickel noodle nutmeg oatmeal ocean olive onion opal orbit orchard otter oyster paddle
palace panda paper parcel parsley pastry pebble pelican pencil pepper piano pickle pigeon pillow pilot planet
plaster plum pocket pollen pond poplar poppy porch potato prairie prism puffin pumpkin puzzle quartz quilt rabbit
radish raft rainbow raisin ramp raven reed ribbon ripple river robin rocket rooster rosemary rudder saddle saffron
salmon sandal satin saucer scarf school shadow shelter shovel signpost silver sketch sleigh slipper snow sofa
sparrow spider spinach spiral sponge spruce squash stable starling station stone stove straw stream summit sunset
swallow swan table tailor tangle teapot temple thicket thimble thistle thunder ticket timber toast tomato topaz
torch tower trail tractor treacle trumpet tulip tunnel turnip turtle twig umbrella valley vanilla velvet vessel
village violet violin wagon walnut walrus water wheat whisker whistle willow window winter wizard wolf wool yarn
yogurt zebra zephyr zinc
"""

# Words of both bokmål and nynorsk, without the letters that a foreign keyboard lacks.
_NORWEGIAN = """
abbor agurk album alge ananas anker ankel apotek april arena ask aske asp atlas avis bakke balkong ball bambus bamse
banan banjo bark barn basar basseng benk berg bete betong bever bjelle blad blekk blyant boble bolle bomull bonde brett
brev brille brus bukett busk buss butikk bygd damp dans delfin diamant dikt disk dugnad duk dun dusj dyne eik ekorn
elg elv ener eng engel eple esel fakkel falk fane farge fele ferje fersken figur fiol fisk fjell fjes fjord flagg
flamme flaske flis flokk flue flyplass folk form fossil foss frakk fregne frost frukt fugl funn furu fyr gaffel
garasje garn genser gips gitar gjedde gjerde glass globus granitt grein greip grotte gruve gull gulrot hage hagl hake
hale halm hals hammer hane hare harpe hatt havre hefte hegg hengsel hest himmel hjelm hjort hjul honning hopp
horn hotell hule humle hund hus hval hybel hylle hytte iglo isbre jakke jern jolle jord jubel juli jungel kabel
kaffe kafe kake kaktus kalv kam kamel kamera kanal kanel kanin kano kappe kart kasse kastanje katt kaviar kjele
kjeller kjole klaver klippe klokke kloster klut knapp kne knute koffert kolibri komet kompass konge konsert konvolutt
kopp kork korn krabbe krage krans krem krone krokus krukke krydder kube kule kunst kuvert kvist kyst laks lakris lampe
land lanterne lavendel leire lenke lerke lilje lim lind linje loft lomme lue lunge lupe lyng lys mai makrell
malm mandel mane mango mast matte medalje melodi meter mugge mur museum musikk mynt nebb nektar nellik nese nett note
nype oase okse oliven opal orgel orkide ost oter palme panne papir paprika paraply park pause pels penn pensel perle
persille pilar pingvin pinne pipe planke plante plate plomme plog pokal poppel port potet potte prisme propell pumpe
pute pynt pyramide rabarbra radio ramme regn reke rekke rev rips ring rom rose rosin rubin rull rute safran saft sag
salat sand sau seng sennep sild silke sirkel sitron sjal sjakk sjokolade skap skatt ski skilpadde skinke skip skjerf
skjorte sko skog skuff slange slede slott smie smil snor sofa sol solsikke spade spinat stall stamme stein stemme stige
stol storm strand studio sukker sump svale svane svamp sykkel tak tang tapet tavle teft telt teppe terrasse tiger tind
tinn tog tomat tone topp torg torv traktor trapp tre troll trompet tromme trost tulipan tunnel turban turkis ull urne
vals vanilje vase vest viol vinter vipe vise vott vulkan
"""

WORDS = {"en": tuple(_LIST.split()), "nb": tuple(_NORWEGIAN.split()), "nn": tuple(_NORWEGIAN.split())}
"""Plain words of our own choosing; five of them make more than 40 bits, and the key is stretched besides."""


def five_words(code: str = "en") -> str:
    """Return five words of a language, drawn by chance."""
    return " ".join(secrets.choice(WORDS[code]) for _ in range(5))
