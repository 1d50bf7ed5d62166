import { eventually } from '#kernel/testing/eventually.js';
import { signItem } from '../../subgraphs/logistics/custody/testing/device.js';
import type { Position } from '../../subgraphs/logistics/traces/position.js';
import {
  AcceptHandoverDocument,
  AcceptTaskDocument,
  CollectSpecimensDocument,
  CompleteTaskDocument,
  CreateOrderDocument,
  FollowOrderDocument,
  ImportTemperatureLogDocument,
  MoveOrderDocument,
  PlaceOrderDocument,
  ProposeHandoverDocument,
  ReceiveSpecimensDocument,
  RecordSpecimenResultDocument,
  ReleaseSpecimenDocument,
  ReportPositionsDocument,
  SignHandoverDocument,
  StartTaskDocument,
  StartTemperatureWatchDocument,
  type ErrandFragment,
  type FollowOrderQuery,
  type HandoverTakerInput,
} from './generated/graphql.js';
import { durationOf, endingAt, inPieces, temperatureLogEndingAt, wayBack, wayOut } from './replay.js';
import { type Signer, type Ask, askOnce, present, type Setting, done } from './order-setting.js';

export type FollowedOrder = NonNullable<FollowOrderQuery['order']>;

/** Somebody may have to start the graph again meanwhile. */
const patienceMs = 90_000;
/** The way of one order from the nurse's desk to its result. Steps are done one after the other; each can be asked for again. */
export class OrderDay {
  private orderId = '';
  private watchId = '';
  private setOutAt = new Date();
  private stoppedAt = new Date();

  constructor(
    readonly setting: Setting,
    private readonly ask: Ask = askOnce,
  ) {}

  get id(): string {
    return this.orderId;
  }

  get watch(): string {
    return this.watchId;
  }

  /** In order. */
  get steps(): readonly (readonly [name: string, step: () => Promise<void>])[] {
    return [
      ['ordered', () => this.draft()],
      ['placed', () => this.place()],
      ['sent a courier', () => this.untilSent()],
      ['set out', () => this.setOut()],
      ['driven to the clinic', () => this.driveOut()],
      ['collected', () => this.collect()],
      ['handed to the courier', () => this.handToCourier()],
      ['fetched', () => this.fetched()],
      ['on the way', () => this.carry()],
      ['driven to the laboratory', () => this.driveBack()],
      ['too warm', () => this.readLogger()],
      ['handed to the laboratory', () => this.handToLaboratory()],
      ['delivered', () => this.deliver()],
      ['received', () => this.receive()],
      ['released', () => this.release()],
      ['examined', () => this.examine()],
      ['completed', () => this.complete()],
    ];
  }

  async draft(): Promise<void> {
    const { clinicId, labId, patientId, productIds, nurse } = this.setting;
    const input = {
      ...{ branchId: clinicId, performerBranchId: labId, type: 'LAB_SAMPLE' as const, priority: 'URGENT' as const },
      ...{ deliveryMode: 'COURIER' as const, patientId, note: 'Before noon, please' },
      lines: productIds.map((productId) => ({ productId, quantity: 1, unitPrice: { amountMinor: '1250', currency: 'EUR' } })),
    };
    const { createOrder } = await this.ask(nurse.client, CreateOrderDocument, { input }, this.key('draft'));
    this.orderId = present(done(createOrder).order).id;
  }

  async place(): Promise<void> {
    const { client } = this.setting.nurse;
    const input = { id: this.orderId, expectedVersion: (await this.order()).version };
    done((await this.ask(client, PlaceOrderDocument, { input }, this.key('place'))).placeOrder);
  }

  /** Specimens are planned, tasks made, and a courier found for both. */
  async untilSent(): Promise<void> {
    await this.until(
      ({ state, tasks }) => state === 'to_collect' && tasks.length === 2 && tasks.every(({ status }) => status === 'ASSIGNED'),
    );
  }

  async setOut(): Promise<void> {
    await this.begin('COLLECT_SAMPLE');
    this.setOutAt = new Date(present((await this.task('COLLECT_SAMPLE')).startedAt));
  }

  /** The last of the way was driven after the courier had said so. */
  async driveOut(): Promise<void> {
    this.stoppedAt = new Date(this.setOutAt.getTime() + 10_000);
    await this.drive('out', endingAt(wayOut, this.stoppedAt));
    await this.untilTask('COLLECT_SAMPLE', ({ arrivedAt }) => arrivedAt !== null);
  }

  async collect(): Promise<void> {
    const input = { accessionNumbers: await this.labels() };
    const { client } = this.setting.nurse;
    done((await this.ask(client, CollectSpecimensDocument, { input }, this.key('collect'))).collectSpecimens);
    // Who has set out for them has them now.
    await this.until(({ state }) => state === 'in_transit');
  }

  async handToCourier(): Promise<void> {
    const { nurse, near, clinicId } = this.setting;
    await this.handOver(nurse, near, { branchId: clinicId, to: { courierId: near.courierId }, kind: 'COLLECT_SAMPLE', at: 'Hill clinic' });
  }

  async fetched(): Promise<void> {
    const { id } = await this.task('COLLECT_SAMPLE');
    const input = { id, scanned: await this.labels() };
    done((await this.ask(this.setting.near.client, CompleteTaskDocument, { input }, this.key('fetched'))).completeTask);
    await this.until(({ specimens }) => specimens.every(({ status }) => status === 'IN_TRANSIT'));
  }

  /** With a logger in the box, which was there before. */
  async carry(): Promise<void> {
    await this.begin('DELIVERY');
    const { id: taskId } = await this.task('DELIVERY');
    const limits = { minCelsius: 2, maxCelsius: 8, consecutiveMinutes: 30, intervalMinutes: 10 };
    const beganAt = new Date(this.setOutAt.getTime() - 2 * 3_600_000).toISOString();
    const input = { loggerId: this.setting.loggerId, taskId, beganAt, live: false, place: 'Cold box', ...limits };
    const { startTemperatureWatch } = await this.ask(this.setting.near.client, StartTemperatureWatchDocument, { input }, this.key('watch'));
    this.watchId = present(done(startTemperatureWatch).watch).id;
  }

  async driveBack(): Promise<void> {
    const soonest = this.stoppedAt.getTime() + durationOf(wayBack);
    await this.drive('back', endingAt(wayBack, new Date(Math.max(soonest, Date.now() + 30_000))));
    await this.untilTask('DELIVERY', ({ arrivedAt }) => arrivedAt !== null);
  }

  async readLogger(): Promise<void> {
    const input = { watchId: this.watchId, fileName: 'logger.csv', content: temperatureLogEndingAt(this.setOutAt) };
    const { importTemperatureLog } = await this.ask(this.setting.near.client, ImportTemperatureLogDocument, { input }, this.key('log'));
    if (done(importTemperatureLog).file?.status !== 'READ') throw new Error('The log was not read');
    await this.until(({ specimens }) => specimens.every(({ held }) => held));
  }

  async handToLaboratory(): Promise<void> {
    const { near, technician, clinicId, labId } = this.setting;
    await this.handOver(near, technician, {
      ...{ branchId: clinicId, kind: 'DELIVERY', at: 'Town laboratory' },
      to: { staffId: technician.id, branchId: labId },
    });
  }

  async deliver(): Promise<void> {
    const { id } = await this.task('DELIVERY');
    const input = {
      id,
      scanned: await this.labels(),
      signature: { signer: 'Ana', path: 'M 10 80 C 40 10, 65 10, 95 80 S 150 150, 180 80' },
    };
    done((await this.ask(this.setting.near.client, CompleteTaskDocument, { input }, this.key('deliver'))).completeTask);
  }

  async receive(): Promise<void> {
    const input = { accessionNumbers: await this.labels() };
    const { client } = this.setting.technician;
    const { receiveSpecimens } = await this.ask(client, ReceiveSpecimensDocument, { input }, this.key('receive'));
    if (done(receiveSpecimens).warnings.length !== 2) throw new Error('Nobody was warned of what is held');
    await this.until(({ state }) => state === 'received');
  }

  async release(): Promise<void> {
    for (const { id, version, held, accessionNumber } of (await this.order()).specimens) {
      const input = { id, expectedVersion: version, reason: 'Stable for three days below 12 °C, says the maker.' };
      const key = this.key(`release ${accessionNumber}`);
      if (held) done((await this.ask(this.setting.technician.client, ReleaseSpecimenDocument, { input }, key)).releaseSpecimen);
    }
  }

  async examine(): Promise<void> {
    const { client } = this.setting.technician;
    for (const accessionNumber of await this.labels()) {
      const input = { accessionNumber, title: 'Report', conclusion: 'Within the reference interval' };
      const { recordSpecimenResult } = await this.ask(
        client,
        RecordSpecimenResultDocument,
        { input },
        this.key(`result ${accessionNumber}`),
      );
      done(recordSpecimenResult);
    }
    await this.until(({ state }) => state === 'resulted');
  }

  async complete(): Promise<void> {
    const input = { id: this.orderId, transition: 'complete' };
    done((await this.ask(this.setting.technician.client, MoveOrderDocument, { input }, this.key('complete'))).moveOrder);
    await this.until(({ status, slaClocks }) => status === 'COMPLETED' && slaClocks.every((clock) => clock.status === 'MET'));
  }

  /** As the manager of the laboratory sees it. */
  async order(): Promise<FollowedOrder> {
    return present((await this.ask(this.setting.manager.client, FollowOrderDocument, { id: this.orderId })).order);
  }

  async until(holds: (order: FollowedOrder) => boolean): Promise<FollowedOrder> {
    return eventually(() => this.order(), holds, patienceMs);
  }

  async task(kind: ErrandFragment['kind']): Promise<ErrandFragment> {
    return present((await this.order()).tasks.find((task) => task.kind === kind));
  }

  async labels(): Promise<string[]> {
    return (await this.order()).specimens.map(({ accessionNumber }) => accessionNumber).sort();
  }

  private async untilTask(kind: ErrandFragment['kind'], holds: (task: ErrandFragment) => boolean): Promise<void> {
    await this.until(({ tasks }) => tasks.some((task) => task.kind === kind && holds(task)));
  }

  private async begin(kind: ErrandFragment['kind']): Promise<void> {
    const { client } = this.setting.near;
    const input = { id: (await this.task(kind)).id };
    done((await this.ask(client, AcceptTaskDocument, { input }, this.key(`accept ${kind}`))).acceptTask);
    done((await this.ask(client, StartTaskDocument, { input }, this.key(`start ${kind}`))).startTask);
  }

  /** Each position counts once, whenever and how often it comes. */
  private async drive(name: string, way: readonly Position[]): Promise<void> {
    let taken = 0;
    for (const [index, piece] of inPieces(way, 10).entries()) {
      const positions = piece.map(({ at, latitude, longitude }) => ({ at: at.toISOString(), latitude, longitude }));
      const key = this.key(`${name} ${index}`);
      const told = done((await this.ask(this.setting.near.client, ReportPositionsDocument, { input: { positions } }, key)).reportPositions);
      if (told.rejected.length > 0) throw new Error(`Not believed: ${JSON.stringify(told)}`);
      taken += told.taken;
    }
    const isKnown = name === 'back' && way[0]?.at.getTime() === this.stoppedAt.getTime();
    if (taken !== way.length - (isKnown ? 1 : 0)) throw new Error(`Of ${way.length} positions ${taken} were taken`);
  }

  private async handOver(
    from: Signer,
    to: Signer,
    { branchId, to: taker, kind, at }: { branchId: string; to: HandoverTakerInput; kind: ErrandFragment['kind']; at: string },
  ): Promise<void> {
    const { id: taskId, items } = await this.task(kind);
    const things = items.map(({ itemId, code }) => ({ itemId: present(itemId), scan: present(code), temperature: { celsius: 5.1 } }));
    const proposal = { branchId, to: taker, taskId, place: { name: at }, items: things };
    const proposed = await this.ask(from.client, ProposeHandoverDocument, { input: proposal }, this.key(`propose ${kind}`));
    const { id, items: texts } = present(done(proposed.proposeHandover).handover);
    const signedBy = ({ keyId, privateKey }: Signer) => ({ id, signatures: texts.map((text) => signItem(text, keyId, privateKey)) });
    done((await this.ask(from.client, SignHandoverDocument, { input: signedBy(from) }, this.key(`sign ${kind}`))).signHandover);
    done((await this.ask(to.client, AcceptHandoverDocument, { input: signedBy(to) }, this.key(`take ${kind}`))).acceptHandover);
  }

  private key(step: string): string {
    return `${this.setting.clinicId} ${step}`.replaceAll(/[^\w.-]+/g, '-');
  }
}
