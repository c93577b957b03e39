using System.Security.Cryptography;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using TrainingHub.Web.Security;
using TrainingHub.Web.Tokens;
using TrainingHub.Web.Wire;

namespace TrainingHub.Web.Api;

public static class ApiSlice
{
    private const string Bearer = "bearer";

    /// <summary>The HTTP API, its OpenAPI document at <c>/openapi/v1.json</c> and a page to read it at <c>/docs/api</c>.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<SessionList>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new WireJson());
            // A number in quotation marks is refused; the document is not to say otherwise.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddOpenApi("v1", openApi =>
        {
            openApi.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
            openApi.AddOperationTransformer(ApiExamples.AddAsync);
            openApi.AddSchemaTransformer((schema, context, _) =>
            {
                RequireWhatIsAlwaysThere(schema, context.JsonTypeInfo);
                return Task.CompletedTask;
            });
            openApi.AddDocumentTransformer((document, _, _) =>
            {
                Describe(document);
                return Task.CompletedTask;
            });
        });
        return services;
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1")
            .RequireAuthorization(TokenAuth.Policy)
            .AddEndpointFilter<RouteGroupBuilder, ApiFilter>()
            .ProducesRefusals()
            .DisableAntiforgery();
        api.MapSessions();
        api.MapWorkouts();
        api.MapTeams();
        api.MapPlayers();
        api.MapSchedule();
        routes.MapOpenApi();
        routes.MapScalarApiReference("/docs/api", (page, http) =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            page.WithNonce(nonce);
            http.Response.Headers.ContentSecurityPolicy = PagePolicy.WithNonce(nonce);
            page.Title = "TrainingHub API";
            // Nothing is fetched from elsewhere: the page works on a network of its own.
            page.DefaultFonts = false;
            page.Telemetry = false;
            page.Agent = new ScalarAgentOptions { Disabled = true };
        });
    }

    // What there may be nothing of is left out of bodies, and of most answers.
    private static void RequireWhatIsAlwaysThere(OpenApiSchema schema, JsonTypeInfo type)
        => schema.Required?.ExceptWith(type.Properties.Where(property => property.IsGetNullable).Select(property => property.Name));

    private static void Describe(OpenApiDocument document)
    {
        document.Info.Title = "TrainingHub";
        document.Info.Description = "Sessions, players, teams, the schedule and workouts over HTTP: the same names, rules and refusals as on the hub at /training. A refusal is a problem document (RFC 9457) with a `code`.";
        document.Components ??= new OpenApiComponents();
        document.AddComponent(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Bearer,
            BearerFormat = "JWT",
            Description = "An access token of /connect/token with the scope `training`.",
        });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
    }
}
