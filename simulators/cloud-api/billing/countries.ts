/** A country as bills know it: its calling codes and the market that its numbers belong to, from which date on. */
export type Country = {
  code: string;
  prefixes: readonly string[];
  /** Oldest first; the first one has no date. */
  markets: readonly { market: string; from: string }[];
};

const always = "0000-01-01";
const july = "2026-07-01";
const october = "2026-10-01";

const regions: Readonly<Record<string, string>> = {
  WE: "Rest of Western Europe",
  CEE: "Rest of Central & Eastern Europe",
  LA: "Rest of Latin America",
  ME: "Rest of Middle East",
  AF: "Rest of Africa",
  AP: "Rest of Asia Pacific",
  NA: "North America",
  O: "Other",
};

/** Markets of one country: code, calling code, name of the row (whatsapp-platform §1.10). */
const own = `AR 54 Argentina,BR 55 Brazil,CL 56 Chile,CO 57 Colombia,EG 20 Egypt,FR 33 France,DE 49 Germany,IN 91 India,
ID 62 Indonesia,IL 972 Israel,IT 39 Italy,MY 60 Malaysia,MX 52 Mexico,NL 31 Netherlands,NG 234 Nigeria,PK 92 Pakistan,
PE 51 Peru,RU 7 Russia,SA 966 Saudi Arabia,ZA 27 South Africa,ES 34 Spain,TR 90 Turkey,AE 971 United Arab Emirates,
GB 44 United Kingdom`;

/** Countries that left a region for a row of their own: code, calling codes, region, name, since. */
const moved = `HK 852 AP Hong Kong|${july},HU 36 CEE Hungary|${july},PL 48 CEE Poland|${july},QA 974 ME Qatar|${july},
RO 40 CEE Romania|${july},SG 65 AP Singapore|${july},BD 880 AP Bangladesh|${october},IQ 964 ME Iraq|${october},
KZ 76/77 O Kazakhstan|${october},KW 965 ME Kuwait|${october},MA 212 AF Morocco|${october},NP 977 AP Nepal|${october},
OM 968 ME Oman|${october},LK 94 AP Sri Lanka|${october},UA 380 CEE Ukraine|${october}`;

/** The rest of the regions. +1 is the USA and Canada but for the areas of other countries, which are Other or Latin. */
const grouped: Readonly<Record<string, string>> = {
  WE: "AT 43,BE 32,DK 45,FI 358,IE 353,NO 47,PT 351,SE 46,CH 41",
  CEE: "AL 355,AM 374,AZ 994,BY 375,BG 359,HR 385,CZ 420,GE 995,GR 30,LV 371,LT 370,MD 373,MK 389,RS 381,SK 421,SI 386",
  LA: `BO 591,CR 506,EC 593,SV 503,GT 502,HT 509,HN 504,NI 505,PA 507,PY 595,UY 598,VE 58,DO 1809/1829/1849,
JM 1658/1876,PR 1787/1939`,
  ME: "BH 973,JO 962,LB 961,YE 967",
  AF: `DZ 213,AO 244,BJ 229,BW 267,BF 226,BI 257,CM 237,TD 235,CG 242,ER 291,ET 251,GA 241,GM 220,GH 233,GW 245,CI 225,
KE 254,LS 266,LR 231,LY 218,MG 261,MW 265,ML 223,MR 222,MZ 258,NA 264,NE 227,RW 250,SN 221,SL 232,SO 252,SS 211,SD 249,
SZ 268,TZ 255,TG 228,TN 216,UG 256,ZM 260,ZW 263`,
  AP: `AF 93,AU 61,KH 855,CN 86,JP 81,LA 856,MN 976,NZ 64,PG 675,PH 63,TW 886,TJ 992,TH 66,TM 993,UZ 998,VN 84`,
  NA: "US 1",
  O: `BS 1242,BB 1246,AI 1264,AG 1268,VG 1284,KY 1345,BM 1441,GD 1473,TC 1649,MS 1664,SX 1721,LC 1758,DM 1767,VC 1784,
TT 1868,KN 1869,VI 1340,MP 1670,GU 1671,AS 1684`,
};

/** All countries that the rate cards name. */
export const countries: readonly Country[] = [
  ...lines(own).map((line) => {
    const [, code = "", prefix = "", market = ""] = /^(\w+) (\d+) (.+)$/.exec(line) ?? [];
    return { code, prefixes: [prefix], markets: [{ market, from: always }] };
  }),
  ...lines(moved).map((line) => {
    const [, code = "", prefixes = "", region = "", market = "", from = ""] =
      /^(\w+) ([\d/]+) (\w+) (.+)\|(.+)$/.exec(line) ?? [];
    const markets = [
      { market: regions[region] ?? "Other", from: always },
      { market, from },
    ];
    return { code, prefixes: prefixes.split("/"), markets };
  }),
  ...Object.entries(grouped).flatMap(([region, list]) =>
    lines(list).map((line) => {
      const [code = "", prefixes = ""] = line.split(" ");
      const markets = [{ market: regions[region] ?? "Other", from: always }];
      return { code, prefixes: prefixes.split("/"), markets };
    }),
  ),
];

const byPrefix = new Map(
  countries.flatMap((country) => country.prefixes.map((prefix) => [prefix, country] as const)),
);
const byCode = new Map(countries.map((country) => [country.code, country]));

/** The country of a number by its longest known prefix, with that prefix; null when the cards don't name it. */
export function findCountry(digits: string): { country: Country; prefix: string } | null {
  for (let length = 4; length > 0; length -= 1) {
    const prefix = digits.slice(0, length);
    const country = byPrefix.get(prefix);
    if (country) {
      return { country, prefix };
    }
  }
  return null;
}

/** The market of a country on a local date; "Other" for one that the cards don't name. */
export function marketOf(code: string, date: string): string {
  const markets = byCode.get(code)?.markets ?? [];
  return markets.findLast(({ from }) => from <= date)?.market ?? "Other";
}

function lines(text: string): string[] {
  return text.split(",").map((line) => line.trim());
}
