import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ProblemCatalogue } from '../problems/problem-catalogue.js';
import { arrangeOperations } from './openapi-operations.js';
import { addProblemResponses } from './openapi-problems.js';

/** The API as an OpenAPI document: the same for the same code, so that it can be kept and compared. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Cột Mốc')
    .setDescription(
      'Case tracking for a provincial foreign-affairs office. Commands are POST, answers come from read models and ' +
        'say how fresh they are, refusals are problem details (RFC 9457) with a stable code in Vietnamese and English.',
    )
    .setVersion('1')
    .addApiKey(
      { type: 'apiKey', in: 'header', name: 'X-Demo-Actor', description: 'Demo mode: a staff id or a role.' },
      'demo-actor',
    )
    .addSecurityRequirements('demo-actor')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  arrangeOperations(document);
  return addProblemResponses(document, app.get(ProblemCatalogue, { strict: false }));
}

/** `/openapi.json` and Swagger UI at `/docs`, served from this machine alone. */
export function serveOpenApi(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= openApiDocument(app)), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Cột Mốc API',
    customCss: '.swagger-ui .topbar { display: none }',
    // Without this, Swagger UI sends the document's address to an outside validator.
    swaggerOptions: { validatorUrl: null, persistAuthorization: true, defaultModelsExpandDepth: 0 },
  });
}
