using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TrainingHub.Web.Api;

/// <summary>What a call takes or answers, for who reads the OpenAPI document. A test fails where a call has none.</summary>
internal static class ApiExamples
{
    /// <summary>What the call answers with a status.</summary>
    /// <param name="json">A JSON value; of a body that is no JSON, its beginning as a JSON string.</param>
    public static TBuilder WithExample<TBuilder>(this TBuilder call, [StringSyntax(StringSyntaxAttribute.Json)] string json, int status = StatusCodes.Status200OK)
        where TBuilder : IEndpointConventionBuilder
        => call.WithMetadata(new Example(status, json));

    /// <summary>What the call takes as its body.</summary>
    /// <param name="json">A JSON value; of a body that is no JSON, its beginning as a JSON string.</param>
    public static TBuilder WithRequestExample<TBuilder>(this TBuilder call, [StringSyntax(StringSyntaxAttribute.Json)] string json)
        where TBuilder : IEndpointConventionBuilder
        => call.WithMetadata(new Example(Status: null, json));

    /// <summary>Puts the examples into the document, and to every refusal what it looks like.</summary>
    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var example in context.Description.ActionDescriptor.EndpointMetadata.OfType<Example>())
        {
            var content = example.Status is not { } status ? operation.RequestBody?.Content
                : operation.Responses?.TryGetValue(status.ToString(CultureInfo.InvariantCulture), out var response) == true ? response.Content
                : null;
            Put(content, example.Json);
        }

        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (ApiRefusals.ExampleOf(status) is { } refusal)
            {
                Put(response.Content, refusal);
            }
        }

        return Task.CompletedTask;
    }

    private static void Put(IDictionary<string, OpenApiMediaType>? content, string json)
    {
        foreach (var media in content?.Values ?? [])
        {
            media.Example = JsonNode.Parse(json);
        }
    }

    private sealed record Example(int? Status, string Json);
}
