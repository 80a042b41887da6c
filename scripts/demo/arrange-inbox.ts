import type { ApiClient } from "./api-client.ts";
import { hotel } from "./hotel.ts";
import { hotelInstant } from "./hotel-instant.ts";
import type { Person } from "./live-the-past.ts";

type Parts = { api: ApiClient; agent: ApiClient; threads: ReadonlyMap<Person, string> };

const tags = [
  { name: "Reserva", color: "green", on: ["maria", "nuria"] },
  { name: "Facturación", color: "blue", on: ["ines", "tom"] },
  { name: "Grupo", color: "violet", on: ["ines"] },
  { name: "Restaurante", color: "orange", on: ["carmen", "marta"] },
  { name: "Cliente habitual", color: "pink", on: ["maria"] },
] as const;

const cannedReplies = [
  { shortcut: "wifi", text: "La red es «La Marea» y la clave, playa2026. Funciona en todo el hotel." },
  {
    shortcut: "parking",
    text: "Hola, {{cliente.nombre}}: tenemos parking cubierto por 18 € al día. No hace falta reservar.",
  },
  { shortcut: "desayuno", text: "El desayuno se sirve de 7:30 a 10:30 en la planta baja." },
  {
    shortcut: "llegada",
    text: "Hola, {{cliente.nombre}}. La habitación está lista desde las 15:00; hay recepción toda la noche.\n{{agente.nombre}}, {{empresa.nombre}}",
  },
];

/** How the team has its inbox: tags, canned replies, who has which thread, what is put off, what is known of customers. */
export async function arrangeInbox({ api, agent, threads }: Parts): Promise<void> {
  for (const { on, ...tag } of tags) {
    const { id } = await api.post<{ id: string }>("/tags", tag);
    for (const person of on) {
      await change(agent, threads.get(person), { addTagIds: [id] });
    }
  }
  for (const reply of cannedReplies) {
    await api.post("/canned-replies", reply);
  }
  const { items: members } = await api.get<{ items: { id: string; email: string }[] }>("/members");
  const idOf = (email: string) => members.find((member) => member.email === email)?.id;
  const [lucia, dani] = [idOf(hotel.owner.email), idOf(hotel.agent.email)];
  await change(api, threads.get("maria"), { assigneeId: lucia });
  await change(api, threads.get("ines"), { assigneeId: lucia });
  await change(agent, threads.get("tom"), { assigneeId: dani });
  await change(agent, threads.get("emma"), { assigneeId: dani });
  const tomorrow = hotelInstant(Date.now(), { daysAgo: -1, time: "09:00", timeZone: hotel.timeZone });
  await change(agent, threads.get("pilar"), {
    status: "snoozed",
    snoozedUntil: new Date(tomorrow).toISOString(),
  });
  await note(api, threads.get("maria"), "Viene con perro (Nala). Prefiere planta baja y desayuna pronto.");
}

async function change(client: ApiClient, threadId: string | undefined, body: object): Promise<void> {
  const { version } = await client.get<{ version: number }>(`/threads/${threadId ?? ""}`);
  await client.patch(`/threads/${threadId ?? ""}`, { version, ...body });
}

async function note(client: ApiClient, threadId: string | undefined, notes: string): Promise<void> {
  const { customer } = await client.get<{ customer: { id: string } }>(`/threads/${threadId ?? ""}`);
  const { version } = await client.get<{ version: number }>(`/customers/${customer.id}`);
  await client.patch(`/customers/${customer.id}`, { version, notes });
}
