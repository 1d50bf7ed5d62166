import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyInput } from '#kernel/graph/money.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { SupplierProduct } from './supplier-product.js';

@InputType({ description: 'How a supplier sells a product. What is left out stays; of what is new it is the default.' })
export class SetSupplierProductInput {
  @Field(() => ID, { description: 'The supplier.' })
  supplierId: string;

  @Field(() => ID, { description: 'The product.' })
  productId: string;

  @Field(() => String, { nullable: true, description: 'Under which code it sells it; null takes it away.' })
  supplierCode?: string | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "What a pack costs from now on, in the supplier's currency; another one than before enters the price history.",
  })
  price?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: 'In multiples of so many packs, 1 or more; 1 by default.' })
  packMultiple?: number | null;

  @Field(() => Int, { nullable: true, description: 'In so many packs at least, 1 or more; 1 by default.' })
  minimumOrder?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the product is ordered here first, and no longer elsewhere.' })
  preferred?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it still sells it; true by default.' })
  active?: boolean | null;
}

@ObjectType({ description: 'How the supplier sells the product now, or why not.' })
export class SetSupplierProductPayload extends MutationPayload {
  @Field(() => SupplierProduct, { simple: true, nullable: true, description: 'The product as the supplier sells it.' })
  supplierProduct: SupplierProduct | null;
}
