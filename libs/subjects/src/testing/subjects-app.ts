import { QueryBus } from '@nestjs/cqrs';
import { moduleApp } from '#platform/testing';
import { SubjectsModule } from '../subjects.module.js';

/** This module alone behind HTTP, with its answers to other modules. */
export async function subjectsApp() {
  const app = await moduleApp([SubjectsModule], { base: '/api/v1/subjects' });
  return { ...app, queries: app.http.get(QueryBus) };
}
