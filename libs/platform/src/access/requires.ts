import { SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { type Permission } from './access-policy.js';

export const REQUIRED_PERMISSIONS = Symbol('required permissions');
export const PUBLIC_ROUTE = Symbol('public route');

/** The route is for actors whose role is granted all of `permissions`. Every route says this or {@link Public}. */
export const Requires = (...permissions: readonly [Permission, ...Permission[]]) =>
  applyDecorators(
    SetMetadata(REQUIRED_PERMISSIONS, permissions),
    ApiExtension('x-requires', [...permissions]),
  );

/** The route tells nothing about the office's work and asks for nobody's name. */
export const Public = () => SetMetadata(PUBLIC_ROUTE, true);
