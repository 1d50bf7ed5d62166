import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import type { Heard } from '#kernel/live/follower.js';
import { page } from '#kernel/subgraph/list.js';
import { givenNotices } from '../feeds.js';
import type { PlatformContext } from '../services.js';
import { newestNoticeFirst, Notice, noticeById, NoticeReceipt, NoticeReceiptConnection, receiptList } from './notice.js';

const mostAtOnce = 200;
const mostUnreadShown = 100;

@InputType({ description: 'Notices that were read.' })
export class MarkNoticesReadInput {
  @Field(() => [ID], {
    description: `Which, at most ${mostAtOnce}: ids of receipts. Those of others, and those that were read before, are passed over.`,
  })
  ids: string[];
}

@ObjectType({ description: 'What came of it.' })
export class MarkNoticesReadPayload extends MutationPayload {
  @Field(() => Int, { simple: true, nullable: true, description: 'How many were unread before.' })
  marked: number | null;
}

@ObjectType({ description: 'A message of `noticeReceived`.' })
@Access('signed-in')
export class NoticeUpdate extends LiveUpdate {
  @Field(() => [NoticeReceipt], {
    simple: true,
    description: `With \`CURRENT_STATE\`, what you have not read, the newest first and at most ${mostUnreadShown}; with \`CHANGE\`, what came.`,
  })
  notices: NoticeReceipt[];
}

@Resolver(() => NoticeReceipt)
export class NoticeResolver {
  @Query(() => NoticeReceiptConnection, { description: 'What you were told, the newest first.' })
  @Access('signed-in')
  myNotices(
    @Ctx() context: PlatformContext,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('unread', () => Boolean, { nullable: true, description: 'Only what you have not read, or only what you have.' })
    unread: boolean | null,
  ): Promise<Page<NoticeReceipt>> {
    const which = unread == null ? mine(context) : sql`${mine(context)} and (read_at is null) = ${unread}`;
    return page(context, receiptList, args, newestNoticeFirst, which);
  }

  @Mutation(() => MarkNoticesReadPayload, { description: 'Marks notices as read by you.' })
  @Access('signed-in')
  markNoticesRead(
    @Ctx() context: PlatformContext,
    @Arg('input', () => MarkNoticesReadInput, { description: 'Which.' }) { ids }: MarkNoticesReadInput,
  ): Promise<MarkNoticesReadPayload> {
    if (ids.length > mostAtOnce) throw new GraphError('BAD_USER_INPUT', `At most ${mostAtOnce} notices are marked at once.`);
    const uuids = ids.map((id) => toUuid('noticereceipt', id));
    return context.db.command(MarkNoticesReadPayload, { name: 'markNoticesRead', permission: null }, async (transaction) => {
      const marked = await transaction.rows(sql`update notice_receipts set read_at = now()
        where id = any (${uuids}::uuid[]) and ${mine(context)} and read_at is null returning id`);
      return { marked: marked.length };
    });
  }

  @Subscription(() => NoticeUpdate, {
    description: 'Follows what you are told.',
    subscribe: ({ context }: { readonly context: PlatformContext }) => context.follow(givenNotices, me(context)),
  })
  @Access('signed-in')
  async noticeReceived(@Ctx() context: PlatformContext, @Root() heard: Heard): Promise<NoticeUpdate> {
    const which =
      heard.kind === 'CURRENT_STATE'
        ? sql`read_at is null`
        : sql`id = any (${heard.subjects.map((id) => toUuid('noticereceipt', id))}::uuid[])`;
    const notices = await context.db.all(NoticeReceipt, sql`where ${mine(context)} and ${which} order by id desc limit ${mostUnreadShown}`);
    return liveUpdate(NoticeUpdate, heard, { notices });
  }

  @FieldResolver(() => Notice, { description: 'What there is to know.' })
  async notice(@Root() { noticeId }: NoticeReceipt, @Ctx() context: PlatformContext): Promise<Notice | null> {
    return context.load(noticeById, noticeId);
  }
}

function me({ request: { actor } }: PlatformContext): string {
  if (actor.kind !== 'staff' || actor.id === null) throw new GraphError('FORBIDDEN', 'Notices are for people: sign in as one.');
  return actor.id;
}

function mine(context: PlatformContext): Sql {
  return sql`staff_id = ${toUuid('staff', me(context))}`;
}
