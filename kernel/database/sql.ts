/** SQL as tagged templates: values become parameters, and a `Sql` inside a `Sql` is spliced in. */
export { default as sql, empty, join, raw, Sql } from 'sql-template-tag';
