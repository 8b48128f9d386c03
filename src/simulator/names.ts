/**
 * Names of companies that never were: an adjective and a noun that no register is likely to hold side by side, and
 * a word for the trade. Domains end in `.example`, which is reserved for this (RFC 2606).
 */
const adjectives = (
  "Amberlit Ashen Basalt Bashful Blithe Bramble Brass Brisk Bronze Candid Cedar Chalky Cheerful Cinder Clever Cloudy Cobalt Copper " +
  "Coral Crimson Curious Dapper Dawning Dewy Distant Dusky Earnest Eastward Ebon Elder Ember Fabled Feather Fern Flaxen Flinty Foggy Frosty " +
  "Gallant Gentle Gilded Glad Granite Hazel Hearty Hidden Hollow Honest Humble Indigo Ivory Jade Jaunty Jolly Juniper Keen Kindly Larch " +
  "Lavender Limber Linen Lively Lofty Lucid Lunar Maple Marble Mellow Merry Midwinter Mild Misty Mossy Nimble Northward Oaken Ochre Olive Opal " +
  "Orchard Painted Paper Patient Pearly Pebble Placid Plucky Polite Quaint Quiet Quilted Rainy Rosy Ruddy Rustic Saffron Sandy Scarlet Silken " +
  "Silver Sleepy Slate Snowy Solemn Spry Starlit Steady Sunlit Swift Tawny Teal Thistle Tidal Tranquil Umber Upland Velvet Verdant Violet " +
  "Walnut Wandering Westward Whistling Willow Windward Winsome Witty Woven Zesty"
).split(" ");
const nouns = (
  "Abacus Acorn Almanac Anchor Antler Anvil Apiary Badger Barley Barnacle Beacon Beetle Bellows Birch Bittern Bobbin Bonnet Boulder Brook " +
  "Buckle Burrow Butterbur Button Cairn Candle Canoe Cartwheel Caster Chimney Cicada Compass Cormorant Cottage Cricket Curlew Cygnet Dahlia " +
  "Dovecote Drumlin Eelgrass Elk Fiddle Finch Fjord Flagstone Flute Foxglove Gable Gannet Garnet Goose Gosling Grouse Hammock Haystack Hedgehog " +
  "Heron Hillock Hornbeam Inkwell Isthmus Jackdaw Kestrel Kettle Kingfisher Ladle Lantern Lapwing Lichen Limpet Linnet Lobster Loom Lupin " +
  "Magpie Mallard Mandolin Marigold Marmot Marten Meadow Millstone Minnow Mitten Moth Mulberry Narwhal Nettle Newt Nuthatch Oar Orchid Osprey " +
  "Otter Owlet Paddock Pannier Partridge Peat Pelican Penknife Petrel Pigeon Pinecone Plover Poppy Porcupine Puffin Quarry Quill Rabbit Rampion " +
  "Raven Reed Robin Rookery Rowboat Rudder Sandpiper Satchel Scarecrow Seashell Skylark Snail Sparrow Spindle Spoon Squirrel Starling Stoat " +
  "Sundial Swallow Teapot Thimble Thrush Thyme Toad Trowel Tugboat Turnip Turtle Umbrella Vole Wagtail Walrus Warbler Weasel Weathervane Wharf " +
  "Whelk Wicket Windmill Woodcock Wren Yarrow"
).split(" ");

export const industries = ["retail", "software", "logistics", "education", "health", "media", "manufacturing", "hospitality"] as const;
export type Industry = (typeof industries)[number];

const trade: Readonly<Record<Industry, string>> = {
  retail: "Stores", software: "Software", logistics: "Freight", education: "Academy", health: "Clinics", media: "Press",
  manufacturing: "Works", hospitality: "Inns",
};

/** How many companies get a pair of words of their own; later ones get a number as well. */
export const distinctNames = adjectives.length * nouns.length;
/** Prime and no divisor of the number of pairs, so that stepping by it visits each pair once. */
const stride = 7_919;

/** Name and domain of the company with this index; no two indexes of one `offset` share a domain. */
export function companyName(index: number, offset: number, industry: Industry): { name: string; domain: string } {
  const pair = (offset + index * stride) % distinctNames;
  const adjective = adjectives[pair % adjectives.length] ?? "";
  const noun = nouns[Math.floor(pair / adjectives.length)] ?? "";
  const round = Math.floor(index / distinctNames);
  const number = round === 0 ? "" : ` ${round + 1}`;
  return {
    name: `${adjective} ${noun} ${trade[industry]}${number}`,
    domain: `${adjective}-${noun}${number.replace(" ", "-")}.example`.toLowerCase(),
  };
}
