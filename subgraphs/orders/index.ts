import { keepBranchProfiles } from '#kernel/branches/branch-profile.js';
import { keepBranchCalendars } from '#kernel/calendar/branch-calendar.js';
import { keepKnownConsents } from '#kernel/consents/known-consents.js';
import { defineSubgraph, reference } from '#kernel/subgraph/definition.js';
import { keepKnownTeams } from '#kernel/teams/known-teams.js';
import { AttributeSet, AttributeSetRevision, attributeSetById, attributeSetRevisionById } from './catalog/attribute-set.js';
import { AttributeSetResolver, AttributeSetRevisionResolver } from './catalog/attribute-set.resolver.js';
import { CatalogIssue } from './catalog/catalog-issue.js';
import { ProductAttributeChange } from './catalog/product-attribute-change.js';
import { ProductAttributes, productAttributesById } from './catalog/product-attributes.js';
import {
  AttributesOfProductResolver,
  CatalogIssueResolver,
  ProductAttributeChangeResolver,
  ProductAttributesResolver,
} from './catalog/product-attributes.resolver.js';
import { ProductUnit, productUnitById } from './catalog/product-unit.js';
import { ProductUnitResolver, UnitsOfProductResolver } from './catalog/product-unit.resolver.js';
import { recheckProducts } from './catalog/rechecking.js';
import { OrderCommentResolver, OrderCommentsResolver, OrderDocumentResolver } from './comments/comment.resolver.js';
import { documentDownload } from './comments/document-download.js';
import { OrderComment } from './comments/order-comment.js';
import { OrderDocument } from './comments/order-document.js';
import { Customer, customerById } from './customers/customer.js';
import { CustomerOfOrderResolver, CustomerResolver } from './customers/customer.resolver.js';
import {
  noticeRequested,
  orderCompleted,
  orderPlaced,
  orderUpdated,
  partsChanged,
  slaBreached,
  slaEscalated,
  slaWarned,
  stockGivenUp,
  stockRequested,
  tasksRequested,
  tasksWithdrawn,
  webhookRequested,
  specimenUpdated,
  linesFulfilled,
  linesReturned,
} from './events.js';
import { orderChanges } from './feeds.js';
import { holdBreachedOrders } from './lifecycle/breached-goods.js';
import { followParts } from './lifecycle/following-parts.js';
import { OrderLifecycleResolver } from './lifecycle/order-lifecycle.resolver.js';
import { followTasks } from './lifecycle/task-events.js';
import { OrderFulfilmentResolver } from './orders/fulfilment.resolver.js';
import { OrderAmendment } from './orders/order-amendment.js';
import { OrderAmendmentResolver, OrderAmendmentsResolver, AmendedLineResolver } from './orders/order-amendment.resolver.js';
import { OrderChangesResolver } from './orders/order-changes.resolver.js';
import { OrderLine, orderLineById } from './orders/order-line.js';
import { OrderStep } from './orders/order-step.js';
import { Order, orderById } from './orders/order.js';
import { OrderLineResolver, OrderResolver, OrderStepResolver } from './orders/order.resolver.js';
import { OrderSubscription } from './orders/order.subscription.js';
import { PatientOrdersResolver } from './orders/patient-orders.resolver.js';
import { PriceList, PriceListItem, priceListById, priceListItemById } from './prices/price-list.js';
import { PriceListItemResolver, PriceListResolver, PricesOfProductResolver } from './prices/price-list.resolver.js';
import { publicPart } from './public-part.js';
import { OrderReservation } from './reservations/order-reservation.js';
import { followStock } from './reservations/stock-events.js';
import { approvalById, OrderApproval } from './rules/order-approval.js';
import { OrderRule, orderRuleById } from './rules/order-rule.js';
import { OrderApprovalResolver, OrderApprovalsResolver, OrderRuleResolver } from './rules/order-rule.resolver.js';
import { followBranchHours } from './sla/following-branch-hours.js';
import { recountClocks } from './sla/recounting.js';
import { SlaClock, slaClockById } from './sla/sla-clock.js';
import { SlaPolicy, slaPolicyById } from './sla/sla-policy.js';
import { OrderSlaClocksResolver, SlaClockResolver, SlaPolicyResolver } from './sla/sla.resolver.js';
import { tickClocks } from './sla/ticking.js';
import { CollectionRequirement, collectionRequirementById } from './specimens/collection-requirement.js';
import { CollectionRequirementResolver, ProductRequirementResolver } from './specimens/collection-requirement.resolver.js';
import { labelDownload } from './specimens/label-download.js';
import { specimenReactions } from './specimens/on-the-way.js';
import { resultDownload } from './specimens/result-download.js';
import { SpecimenResult, specimenResultById } from './specimens/specimen-result.js';
import { Specimen, specimenById } from './specimens/specimen.js';
import { OrderSpecimensResolver, SpecimenResolver, SpecimenResultResolver } from './specimens/specimen.resolver.js';
import { callWebhooks, sweepWebhookDeliveries } from './webhooks/calling-webhooks.js';
import { deliverToWebhook } from './webhooks/delivering.js';
import { OrderWebhookAttempt } from './webhooks/order-webhook-attempt.js';
import { OrderWebhookDelivery, orderWebhookDeliveryById } from './webhooks/order-webhook-delivery.js';
import { OrderWebhook, orderWebhookById } from './webhooks/order-webhook.js';
import { OrderWebhookDeliveryResolver, OrderWebhookResolver } from './webhooks/order-webhook.resolver.js';
import { OrderWorkflow, workflowById } from './workflows/order-workflow.js';
import { OrderWorkflowResolver } from './workflows/workflow.resolver.js';

export type { WebhookServices } from './webhooks/delivering.js';

/** What parties ask of each other: catalog, orders and their lifecycles, rules, service levels, specimens. */
export const orders = defineSubgraph({
  name: 'orders',
  entities: [
    Order,
    OrderLine,
    OrderStep,
    OrderWorkflow,
    OrderReservation,
    OrderRule,
    OrderApproval,
    SlaPolicy,
    SlaClock,
    CollectionRequirement,
    Specimen,
    SpecimenResult,
    OrderAmendment,
    OrderComment,
    OrderDocument,
    AttributeSet,
    AttributeSetRevision,
    ProductAttributes,
    ProductAttributeChange,
    CatalogIssue,
    ProductUnit,
    Customer,
    PriceList,
    PriceListItem,
    OrderWebhook,
    OrderWebhookDelivery,
    OrderWebhookAttempt,
  ],
  resolvers: [
    OrderResolver,
    OrderLineResolver,
    OrderStepResolver,
    OrderChangesResolver,
    OrderRuleResolver,
    OrderApprovalResolver,
    OrderApprovalsResolver,
    SlaPolicyResolver,
    SlaClockResolver,
    OrderSlaClocksResolver,
    CollectionRequirementResolver,
    ProductRequirementResolver,
    SpecimenResolver,
    SpecimenResultResolver,
    OrderSpecimensResolver,
    OrderFulfilmentResolver,
    OrderAmendmentsResolver,
    OrderAmendmentResolver,
    OrderLifecycleResolver,
    OrderWorkflowResolver,
    OrderCommentsResolver,
    OrderCommentResolver,
    OrderDocumentResolver,
    OrderSubscription,
    PatientOrdersResolver,
    AttributeSetResolver,
    AttributeSetRevisionResolver,
    ProductAttributesResolver,
    ProductAttributeChangeResolver,
    CatalogIssueResolver,
    AttributesOfProductResolver,
    ProductUnitResolver,
    UnitsOfProductResolver,
    CustomerResolver,
    CustomerOfOrderResolver,
    PriceListResolver,
    PriceListItemResolver,
    PricesOfProductResolver,
    AmendedLineResolver,
    OrderWebhookResolver,
    OrderWebhookDeliveryResolver,
  ],
  migrations: new URL('./migrations/', import.meta.url),
  references: [
    reference('Order', 'order', orderById),
    reference('OrderLine', 'orderline', orderLineById),
    reference('OrderWorkflow', 'orderworkflow', workflowById),
    reference('OrderRule', 'orderrule', orderRuleById),
    reference('OrderApproval', 'orderapproval', approvalById),
    reference('SlaPolicy', 'slapolicy', slaPolicyById),
    reference('SlaClock', 'slaclock', slaClockById),
    reference('CollectionRequirement', 'collectionrequirement', collectionRequirementById),
    reference('Specimen', 'specimen', specimenById),
    reference('SpecimenResult', 'specimenresult', specimenResultById),
    reference('AttributeSet', 'attributeset', attributeSetById),
    reference('AttributeSetRevision', 'attributesetrevision', attributeSetRevisionById),
    reference('ProductAttributes', 'productattributes', productAttributesById),
    reference('ProductUnit', 'productunit', productUnitById),
    reference('Customer', 'customer', customerById),
    reference('PriceList', 'pricelist', priceListById),
    reference('PriceListItem', 'pricelistitem', priceListItemById),
    reference('OrderWebhook', 'orderwebhook', orderWebhookById),
    reference('OrderWebhookDelivery', 'orderwebhookdelivery', orderWebhookDeliveryById),
  ],
  permissions: {
    'catalog:manage': 'Define attributes, units and price lists of products, and customers.',
    'orders:approve': 'Approve orders that a rule holds back.',
    'orders:configure': 'Define lifecycles, rules and service levels of orders.',
    'orders:fulfil': 'Take orders on and fulfil them.',
    'orders:place': 'Write, place, amend, hold and call off orders.',
    'orders:read': 'See orders.',
    'specimens:collect': 'Collect specimens, and print their labels.',
    'specimens:read': 'See specimens.',
    'specimens:receive': 'Receive or reject specimens at the laboratory, and record their results.',
  },
  publicPart,
  publishes: [
    orderPlaced,
    orderUpdated,
    orderCompleted,
    tasksRequested,
    tasksWithdrawn,
    stockRequested,
    stockGivenUp,
    partsChanged,
    noticeRequested,
    webhookRequested,
    slaWarned,
    slaBreached,
    slaEscalated,
    specimenUpdated,
    linesFulfilled,
    linesReturned,
  ],
  feeds: [orderChanges],
  downloads: [labelDownload, resultDownload, documentDownload],
  reactions: [
    ...keepBranchProfiles,
    ...keepKnownConsents,
    followParts,
    keepKnownTeams,
    ...keepBranchCalendars,
    ...followBranchHours,
    ...specimenReactions,
    ...followTasks,
    holdBreachedOrders,
    ...followStock,
    callWebhooks,
  ],
  jobs: [recountClocks, recheckProducts],
  errands: [deliverToWebhook],
  crons: [tickClocks, sweepWebhookDeliveries],
});
