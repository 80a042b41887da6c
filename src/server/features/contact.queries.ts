/**
 * The ways in which a customer is told apart, as columns of `alias`: the oldest mail address and phone that are valid, the
 * account (BSUID) and the username of who wrote last. `workspaceId` and `customerId` are columns or parameters.
 */
export function joinContact(alias: string, of: { workspaceId: string; customerId: string }): string {
  const { workspaceId, customerId } = of;
  return `cross join lateral (
    select (array_agg(x.value order by x.valid_from) filter (where x.kind = 'email'))[1] as email,
      (array_agg(case when left(x.value, 1) = '+' then x.value else '+' || x.value end order by x.kind, x.valid_from)
        filter (where x.kind in ('phone', 'wa_id')))[1] as phone,
      (array_agg(x.value order by x.valid_from desc) filter (where x.kind = 'bsuid'))[1] as account,
      (select y.username from identities y
        where y.workspace_id = ${workspaceId} and y.customer_id = ${customerId} and y.username is not null
        order by y.last_inbound_at desc nulls last limit 1) as username
    from addresses x
    where x.workspace_id = ${workspaceId} and x.customer_id = ${customerId} and x.valid_to is null) ${alias}`;
}
