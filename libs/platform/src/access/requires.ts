import { SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { type Permission } from './access-policy.js';

export const REQUIRED_PERMISSIONS = Symbol('required permissions');
/** Extension of an operation that names what it requires. */
export const REQUIRES = 'x-requires';
export const PUBLIC_ROUTE = Symbol('public route');

/** The route is for actors whose role is granted all of `permissions`. Every route says this or {@link Public}. */
export const Requires = (...permissions: readonly [Permission, ...Permission[]]) =>
  applyDecorators(SetMetadata(REQUIRED_PERMISSIONS, permissions), ApiExtension(REQUIRES, [...permissions]));

/** The route tells nothing about the office's work and asks for nobody's name. */
export const Public = () => SetMetadata(PUBLIC_ROUTE, true);
