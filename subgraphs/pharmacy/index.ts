import { keepBranchProfiles } from '#kernel/branches/branch-profile.js';
import { keepKnownConsents } from '#kernel/consents/known-consents.js';
import { defineSubgraph, reference } from '#kernel/subgraph/definition.js';
import { StockCount, stockCountById, StockCountLine, stockCountLineById } from './counts/stock-count.js';
import { StockCountLineResolver, StockCountResolver } from './counts/stock-count.resolver.js';
import { DispenseCheck, dispenseCheckById } from './dispensing/dispense-check.js';
import { CheckOverrideResolver, DispenseCheckResolver, DispenseLotResolver, DispenseReturnResolver, PrescriptionDispensesResolver, RequestDispensesResolver } from './dispensing/dispense-details.resolver.js';
import { DispenseReturn, dispenseReturnById } from './dispensing/dispense-return.js';
import { dispenseById, MedicationDispense } from './dispensing/dispense.js';
import { DispenseResolver } from './dispensing/dispense.resolver.js';
import { DoseRange, doseRangeById } from './dispensing/dose-range.js';
import { DoseRangeResolver, SubstanceDoseRangesResolver } from './dispensing/dose-range.resolver.js';
import { releaseEnded } from './dispensing/ended-prescriptions.js';
import { productUpdated, stockChanged, stockLow, complianceOpened, transferUpdated, goodsReceived, purchaseOrderSent, prescriptionDispensed, prescriptionSigned, prescriptionUpdated, dispenseCompleted, dispenseReturned, saleCompleted, saleReturned, saleVoided, lotRecalled, stockReserved, stockShort, stockLapsed } from './events.js';
import { stockChanges, prescriptionChanges } from './feeds.js';
import { InteractionResolver } from './interactions/interaction.resolver.js';
import { opticalPrescriptionDownload } from './optical/optical-download.js';
import { OpticalPrescription, opticalPrescriptionById } from './optical/optical-prescription.js';
import { OpticalPrescriptionResolver, PatientOpticalPrescriptionsResolver } from './optical/optical.resolver.js';
import { serveOrders } from './ordered/ordered-stock.js';
import { MedicationRequest, medicationRequestById } from './prescriptions/medication-request.js';
import { MedicationRequestResolver } from './prescriptions/medication-request.resolver.js';
import { PatientPrescriptionsResolver } from './prescriptions/patient-prescriptions.resolver.js';
import { prescriptionDownload } from './prescriptions/prescription-download.js';
import { Prescription, prescriptionById } from './prescriptions/prescription.js';
import { PrescriptionResolver } from './prescriptions/prescription.resolver.js';
import { PrescriptionSubscription } from './prescriptions/prescription.subscription.js';
import { PrescriptionStatusResolver } from './prescriptions/status.resolver.js';
import { BranchProduct, branchProductById } from './products/branch-product.js';
import { Product, productById } from './products/product.js';
import { BranchProductResolver, MedicationResolver, ProductResolver } from './products/product.resolver.js';
import { Substance, substanceById } from './products/substance.js';
import { SubstanceResolver } from './products/substance.resolver.js';
import { publicPart } from './public-part.js';
import { GoodsReceiptLine, goodsReceiptLineById } from './purchasing/goods-receipt-line.js';
import { GoodsReceipt, goodsReceiptById } from './purchasing/goods-receipt.js';
import { GoodsReceiptLineResolver, GoodsReceiptResolver } from './purchasing/goods-receipt.resolver.js';
import { PurchaseOrderLine, purchaseOrderLineById } from './purchasing/purchase-order-line.js';
import { PurchaseOrder, purchaseOrderById } from './purchasing/purchase-order.js';
import { PurchaseOrderLineResolver, PurchaseOrderResolver } from './purchasing/purchase-order.resolver.js';
import { ReorderResolver } from './purchasing/reorder.resolver.js';
import { SupplierReturnLine, supplierReturnLineById } from './purchasing/supplier-return-line.js';
import { SupplierReturn, supplierReturnById } from './purchasing/supplier-return.js';
import { SupplierReturnLineResolver, SupplierReturnResolver } from './purchasing/supplier-return.resolver.js';
import { Recall, recallById, ReachedPatient } from './recalls/recall.js';
import { ReachedPatientResolver, RecallResolver, LotRecallResolver } from './recalls/recall.resolver.js';
import { ComplianceEvent, complianceEventById } from './register/compliance-event.js';
import { countLineById, RegisterCount, registerCountById, RegisterCountLine } from './register/register-count.js';
import { RegisterEntry, registerEntryById } from './register/register-entry.js';
import { RegisterRequest, registerRequestById } from './register/register-request.js';
import { ComplianceEventResolver } from './register/compliance-event.resolver.js';
import { RegisterCountLineResolver, RegisterCountResolver } from './register/register-count.resolver.js';
import { RegisterEntryResolver } from './register/register-entry.resolver.js';
import { RegisterRequestResolver } from './register/register-request.resolver.js';
import { salesReport, tenderReport, tillDifferences } from './reports/sales-downloads.js';
import { SalesFiguresResolver, SalesReportResolver, TillDifferenceResolver } from './reports/sales-report.resolver.js';
import { controlledBalances, expiringStock, stockMovements, stockMovers, stockValuation } from './reports/stock-downloads.js';
import { ControlledBalanceResolver, ExpiringStockResolver, StockMoverResolver, StockReportResolver, StockValuationLineResolver } from './reports/stock-report.resolver.js';
import { DiscountLimit, discountLimitById } from './sales/discount-limit.js';
import { receiptDownload } from './sales/receipt-download.js';
import { DiscountLimitResolver, TaxRuleResolver } from './sales/rule.resolver.js';
import { SaleLine, saleLineById } from './sales/sale-line.js';
import { SaleLineLotResolver, SaleLineResolver } from './sales/sale-line.resolver.js';
import { Sale, saleById } from './sales/sale.js';
import { SaleResolver, TillEntrySaleResolver } from './sales/sale.resolver.js';
import { TaxRule, taxRuleById } from './sales/tax-rule.js';
import { Lot, lotById } from './stock/lot.js';
import { LotResolver } from './stock/lot.resolver.js';
import { PackScanResolver } from './stock/pack-scan.resolver.js';
import { ProductStockResolver, StockOfProductResolver } from './stock/product-stock.resolver.js';
import { releaseExpired } from './stock/reserving.js';
import { StockChangesResolver } from './stock/stock-changes.resolver.js';
import { StockItem, stockItemById } from './stock/stock-item.js';
import { StockItemResolver } from './stock/stock-item.resolver.js';
import { StockLocation, stockLocationById } from './stock/stock-location.js';
import { BranchStockLocationsResolver, StockLocationResolver } from './stock/stock-location.resolver.js';
import { movementById, StockMovement } from './stock/stock-movement.js';
import { StockMovementResolver } from './stock/stock-movement.resolver.js';
import { StockSubscription } from './stock/stock.subscription.js';
import { holdBreached } from './stock/temperature-holds.js';
import { SupplierPrice, supplierPriceById } from './suppliers/supplier-price.js';
import { SupplierProduct, supplierProductById } from './suppliers/supplier-product.js';
import { ProductSuppliersResolver, SupplierCatalogResolver, SupplierPriceResolver, SupplierProductResolver } from './suppliers/supplier-product.resolver.js';
import { Supplier, supplierById } from './suppliers/supplier.js';
import { SupplierResolver } from './suppliers/supplier.resolver.js';
import { TillEntry, tillEntryById } from './tills/till-entry.js';
import { TillSession, tillSessionById } from './tills/till-session.js';
import { Till, tillById } from './tills/till.js';
import { BranchTillsResolver, TillEntryResolver, TillResolver, TillSessionResolver } from './tills/till.resolver.js';
import { shipmentById, Transfer, transferById, TransferLine, transferLineById, TransferShipment } from './transfers/transfer.js';
import { TransferLineResolver, TransferResolver, TransferShipmentResolver } from './transfers/transfer.resolver.js';

/** What is prescribed, kept, handed out and sold: medicines, stock by lot, purchasing, prescriptions, dispensing, registers and tills. */
export const pharmacy = defineSubgraph({
  name: 'pharmacy',
  entities: [
    Substance,
    Product,
    BranchProduct,
    StockLocation,
    Lot,
    StockItem,
    StockMovement,
    Prescription,
    MedicationRequest,
    RegisterEntry,
    RegisterRequest,
    RegisterCount,
    RegisterCountLine,
    ComplianceEvent,
    Transfer,
    TransferLine,
    TransferShipment,
    Supplier,
    SupplierProduct,
    SupplierPrice,
    PurchaseOrder,
    PurchaseOrderLine,
    GoodsReceipt,
    GoodsReceiptLine,
    SupplierReturn,
    SupplierReturnLine,
    OpticalPrescription,
    MedicationDispense,
    DispenseCheck,
    DispenseReturn,
    DoseRange,
    Till,
    TillSession,
    TillEntry,
    TaxRule,
    DiscountLimit,
    Sale,
    SaleLine,
    StockCount,
    StockCountLine,
    Recall,
    ReachedPatient,
  ],
  resolvers: [
    ProductResolver,
    MedicationResolver,
    BranchProductResolver,
    RegisterEntryResolver,
    RegisterRequestResolver,
    RegisterCountResolver,
    RegisterCountLineResolver,
    ComplianceEventResolver,
    TransferResolver,
    TransferLineResolver,
    TransferShipmentResolver,
    StockReportResolver,
    StockValuationLineResolver,
    ExpiringStockResolver,
    StockMoverResolver,
    ControlledBalanceResolver,
    InteractionResolver,
    StockLocationResolver,
    BranchStockLocationsResolver,
    LotResolver,
    StockItemResolver,
    StockMovementResolver,
    StockOfProductResolver,
    ProductStockResolver,
    StockChangesResolver,
    PackScanResolver,
    StockSubscription,
    SubstanceResolver,
    SupplierResolver,
    SupplierCatalogResolver,
    SupplierProductResolver,
    SupplierPriceResolver,
    ProductSuppliersResolver,
    PurchaseOrderResolver,
    PurchaseOrderLineResolver,
    GoodsReceiptResolver,
    GoodsReceiptLineResolver,
    SupplierReturnResolver,
    SupplierReturnLineResolver,
    ReorderResolver,
    PrescriptionResolver,
    PrescriptionStatusResolver,
    MedicationRequestResolver,
    PatientPrescriptionsResolver,
    PrescriptionSubscription,
    OpticalPrescriptionResolver,
    PatientOpticalPrescriptionsResolver,
    DispenseResolver,
    DispenseLotResolver,
    DispenseCheckResolver,
    CheckOverrideResolver,
    DispenseReturnResolver,
    RequestDispensesResolver,
    PrescriptionDispensesResolver,
    DoseRangeResolver,
    SubstanceDoseRangesResolver,
    TillResolver,
    TillSessionResolver,
    TillEntryResolver,
    BranchTillsResolver,
    TaxRuleResolver,
    DiscountLimitResolver,
    SaleResolver,
    TillEntrySaleResolver,
    SaleLineResolver,
    SaleLineLotResolver,
    SalesReportResolver,
    SalesFiguresResolver,
    TillDifferenceResolver,
    StockCountResolver,
    StockCountLineResolver,
    RecallResolver,
    ReachedPatientResolver,
    LotRecallResolver,
  ],
  migrations: new URL('./migrations/', import.meta.url),
  references: [
    reference('Substance', 'substance', substanceById),
    reference('Product', 'product', productById),
    reference('BranchProduct', 'branchproduct', branchProductById),
    reference('StockLocation', 'stocklocation', stockLocationById),
    reference('Lot', 'lot', lotById),
    reference('StockItem', 'stockitem', stockItemById),
    reference('StockMovement', 'movement', movementById),
    reference('Prescription', 'prescription', prescriptionById),
    reference('MedicationRequest', 'medicationrequest', medicationRequestById),
    reference('RegisterEntry', 'registerentry', registerEntryById),
    reference('RegisterRequest', 'registerrequest', registerRequestById),
    reference('RegisterCount', 'registercount', registerCountById),
    reference('RegisterCountLine', 'registercountline', countLineById),
    reference('ComplianceEvent', 'complianceevent', complianceEventById),
    reference('Transfer', 'transfer', transferById),
    reference('TransferLine', 'transferline', transferLineById),
    reference('TransferShipment', 'shipment', shipmentById),
    reference('Supplier', 'supplier', supplierById),
    reference('SupplierProduct', 'supplierproduct', supplierProductById),
    reference('SupplierPrice', 'supplierprice', supplierPriceById),
    reference('PurchaseOrder', 'purchaseorder', purchaseOrderById),
    reference('PurchaseOrderLine', 'purchaseorderline', purchaseOrderLineById),
    reference('GoodsReceipt', 'goodsreceipt', goodsReceiptById),
    reference('GoodsReceiptLine', 'goodsreceiptline', goodsReceiptLineById),
    reference('SupplierReturn', 'supplierreturn', supplierReturnById),
    reference('SupplierReturnLine', 'supplierreturnline', supplierReturnLineById),
    reference('OpticalPrescription', 'opticalprescription', opticalPrescriptionById),
    reference('MedicationDispense', 'dispense', dispenseById),
    reference('DispenseCheck', 'dispensecheck', dispenseCheckById),
    reference('MedicationDispenseReturn', 'dispensereturn', dispenseReturnById),
    reference('DoseRange', 'doserange', doseRangeById),
    reference('Till', 'till', tillById),
    reference('TillSession', 'tillsession', tillSessionById),
    reference('TillEntry', 'tillentry', tillEntryById),
    reference('TaxRule', 'taxrule', taxRuleById),
    reference('DiscountLimit', 'discountlimit', discountLimitById),
    reference('Sale', 'sale', saleById),
    reference('SaleLine', 'saleline', saleLineById),
    reference('StockCount', 'stockcount', stockCountById),
    reference('StockCountLine', 'stockcountline', stockCountLineById),
    reference('Recall', 'recall', recallById),
  ],
  permissions: {
    'checks:override': 'Answer, by name, for handing out in spite of a check of high severity.',
    'compliance:resolve': 'Say what came of compliance events at the branch.',
    'dispenses:check': 'Look a second time at what was prepared.',
    'dispenses:prepare': 'Prepare dispenses at the branch, hand them over, and call them off.',
    'dispenses:read': 'See what was dispensed at the branch, and what was checked.',
    'dispenses:return': 'Take back what was handed over at the branch.',
    'medicines:manage': 'Add and change products and medicines, their prices and reorder points.',
    'medicines:read': 'Find products and medicines, and see what they are and cost.',
    'prescriptions:read': 'See what was prescribed.',
    'prescriptions:sign': "Sign prescriptions in one's own name.",
    'prescriptions:write': 'Draft prescriptions of medicines and of glasses, and put on hold, cancel and stop them.',
    'purchases:approve': 'Approve purchase orders, those that one has written too.',
    'purchases:order': 'Write, send, cancel and close purchase orders.',
    'purchases:read': 'See purchase orders, receipts of goods, returns to suppliers, and what is low.',
    'purchases:receive': 'Take goods in that were ordered.',
    'purchases:return': 'Send goods back to suppliers, and record what they pay back.',
    'registers:read': 'See the register of controlled substances at the branch.',
    'registers:request': 'Count controlled substances at the branch, and ask for corrections and destruction.',
    'registers:witness': 'Confirm, as the second person, what another asked for in the register.',
    'sales:discount': 'Take off a sale at the branch more than the limit of a role.',
    'sales:read': 'See baskets, sales and returns at the branch.',
    'sales:report': 'See what the branch sold, at what margin, and how its tills closed.',
    'sales:return': 'Take goods back at the branch, and give their money back.',
    'sales:sell': 'Sell at a till of the branch.',
    'sales:void': 'Undo a sale while the till at which it was paid is open.',
    'stock:adjust': 'Correct, write off, hold, set apart and move stock, and keep its places and lots.',
    'stock:count': 'Plan counts of stock at the branch, count, and give counts up.',
    'stock:read': 'See stock, lots and movements at the branch.',
    'stock:recall': 'Call lots back at every branch, and lift recalls; takes a grant for all branches.',
    'stock:receive': 'Take in goods without a purchase order.',
    'stock:release': 'Make stock available again that was held or in quarantine.',
    'stock:report': 'See what the stock of the branch is worth, how it moves and when it expires.',
    'stock:review': 'Look at what counts of stock found, and correct the books by it.',
    'stock:transfer': 'Ask other branches for goods, send and receive them.',
    'suppliers:manage': 'Add and change suppliers, what they sell and at which prices.',
    'suppliers:read': 'See suppliers, what they sell and at which prices.',
    'tills:manage': 'Add and change tills, taxes and limits of discounts, and close the tills of others.',
    'tills:operate': 'Open, count and close a till of the branch.',
    'tills:read': 'See tills, their sessions and journals, taxes and limits of discounts.',
  },
  feeds: [
    stockChanges,
    prescriptionChanges,
  ],
  publicPart,
  publishes: [
    productUpdated,
    stockChanged,
    stockLow,
    complianceOpened,
    transferUpdated,
    purchaseOrderSent,
    goodsReceived,
    prescriptionSigned,
    prescriptionUpdated,
    prescriptionDispensed,
    dispenseCompleted,
    dispenseReturned,
    saleCompleted,
    saleVoided,
    saleReturned,
    lotRecalled,
    stockReserved,
    stockShort,
    stockLapsed,
  ],
  reactions: [
    ...keepBranchProfiles,
    ...keepKnownConsents,
    releaseEnded,
    ...serveOrders,
    holdBreached,
  ],
  jobs: [
    releaseExpired,
  ],
  downloads: [
    stockValuation,
    expiringStock,
    stockMovers,
    stockMovements,
    controlledBalances,
    salesReport,
    tenderReport,
    tillDifferences,
    prescriptionDownload,
    opticalPrescriptionDownload,
    receiptDownload,
  ],
});
