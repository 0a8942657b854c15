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
kitten ladder lagoon lantern laurel lemon lentil lichen lilac linen lizard lobster locket lotus lumber lynx magnet
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

WORDS = tuple(_LIST.split())
"""Plain words of our own choosing; five of them make more than 40 bits, and the key is stretched besides."""


def five_words() -> str:
    """Return five words drawn by chance."""
    return " ".join(secrets.choice(WORDS) for _ in range(5))
