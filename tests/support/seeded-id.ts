/**
 * SQL of an id as the product makes them: its time first, so that neighbours in time are neighbours in an index. The same
 * whenever it is asked for; `seed.workspace` tells those of two workspaces apart.
 */
export function seededId(at: string, what: string): string {
  const hash = `md5(current_setting('seed.workspace') || ${what})`;
  const time = `lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0')`;
  return `(${time} || '7' || left(${hash}, 3) || 'a' || substr(${hash}, 4, 15))::uuid`;
}
