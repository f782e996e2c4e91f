import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { PUBLIC_ROUTE, REQUIRED_PERMISSIONS } from './requires.js';

/** Refuses to start while a route says neither what it requires nor that it is public. */
@Injectable()
export class RouteCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open = this.discovery.getControllers().flatMap(({ metatype }) => this.unguarded(metatype));
    if (open.length > 0) throw new Error(`routes without @Requires() or @Public(): ${open.join(', ')}`);
  }

  private unguarded(controller: unknown): string[] {
    if (typeof controller !== 'function' || isGuarded(controller)) return [];
    const prototype = controller.prototype as Record<string, object>;
    return this.scanner
      .getAllMethodNames(prototype)
      .filter((name) => {
        const method = prototype[name];
        return method !== undefined && Reflect.hasMetadata(PATH_METADATA, method) && !isGuarded(method);
      })
      .map((name) => `${controller.name}.${name}`);
  }
}

const isGuarded = (place: object): boolean =>
  Reflect.getMetadata(PUBLIC_ROUTE, place) === true || Reflect.hasMetadata(REQUIRED_PERMISSIONS, place);
