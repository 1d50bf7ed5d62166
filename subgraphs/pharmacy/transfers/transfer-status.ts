import { registerEnumType } from 'type-graphql';

export enum TransferStatus {
  REQUESTED = 'REQUESTED',
  APPROVED = 'APPROVED',
  REJECTED = 'REJECTED',
  IN_TRANSIT = 'IN_TRANSIT',
  RECEIVED = 'RECEIVED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(TransferStatus, {
  name: 'TransferStatus',
  description: 'How far a transfer between branches has come.',
  valuesConfig: {
    REQUESTED: { description: 'One branch asked another for goods.' },
    APPROVED: { description: 'The other will send them.' },
    REJECTED: { description: 'The other will not.' },
    IN_TRANSIT: { description: 'They have left the one and not reached the other.' },
    RECEIVED: { description: 'They arrived; what is missing of them is shown as in transit until somebody says what became of it.' },
    CANCELLED: { description: 'It was called off before anything left.' },
  },
});

const next: Readonly<Record<TransferStatus, readonly TransferStatus[]>> = {
  REQUESTED: [TransferStatus.APPROVED, TransferStatus.REJECTED, TransferStatus.CANCELLED],
  APPROVED: [TransferStatus.IN_TRANSIT, TransferStatus.CANCELLED],
  REJECTED: [],
  IN_TRANSIT: [TransferStatus.RECEIVED],
  RECEIVED: [],
  CANCELLED: [],
};

export function nextTransferStatuses(status: TransferStatus): readonly TransferStatus[] {
  return next[status];
}
