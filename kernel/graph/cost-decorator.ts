import { Directive } from 'type-graphql';

/** What a field weighs beside the objects that it answers, where it is dearer than a read by key. */
export function Cost(weight: number): MethodDecorator & PropertyDecorator {
  return Directive(`@cost(weight: ${weight})`);
}

/** The most that a list holds, where it is not the assumed size. */
export function ListSize(assumedSize: number): MethodDecorator & PropertyDecorator {
  return Directive(`@listSize(assumedSize: ${assumedSize})`);
}
