using System.Net;
using System.Text;
using Attestry.Hosting.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Attestry.Hosting.Tests.Http;

public sealed class ProblemDocumentTests
{
    private static void Map(WebApplication app)
    {
        app.MapGet("/fault", string () => throw new InvalidOperationException("The secret is 1234.")).AllowAnonymous();
        app.MapPost("/body", (Body body) => TypedResults.Ok(body)).AllowAnonymous();
        app.MapGet("/number", (int limit) => TypedResults.Ok(limit)).AllowAnonymous();
        app.MapGet("/page", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
            return TypedResults.Text("page");
        }).AllowAnonymous();
    }

    [Theory]
    [InlineData("GET", "/fault", 500)]
    [InlineData("GET", "/unknown", 404)]
    [InlineData("PUT", "/body", 405)]
    [InlineData("POST", "/body", 400)]
    [InlineData("GET", "/number?limit=many", 400)]
    [InlineData("GET", "/number", 400)]
    public async Task Every_error_is_a_problem_document_with_a_trace_id(string method, string path, int status)
    {
        await using var host = await RunningHost.StartAsync(Map);
        await host.UseKeyAsync(Roles.Runtime);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        // A client that asks for something else still gets the problem as JSON.
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        if (method != "GET")
            request.Content = new StringContent("{not json", Encoding.UTF8, "application/json");

        using var response = await host.Client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldNotContain("1234");
        text.ShouldNotContain("   at ");
        var problem = await RunningHost.ReadAsync(response);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Denials_are_problem_documents_too()
    {
        await using var host = await RunningHost.StartAsync(app => app.MapGet("/closed", () => "x").RequireAuthorization(Roles.Auditor));

        using var unknown = await host.Client.GetAsync("/closed");
        await host.UseKeyAsync(Roles.Agent);
        using var known = await host.Client.GetAsync("/closed");

        unknown.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await RunningHost.ReadAsync(unknown)).GetProperty("detail").GetString()!.ShouldContain("Authorization");
        known.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await RunningHost.ReadAsync(known)).GetProperty("detail").GetString()!.ShouldContain("roles");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_413(bool chunked)
    {
        await using var host = await RunningHost.StartAsync(Map, null, ("Http:MaxRequestBytes", "2048"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/body") { Content = new StringContent($"{{\"text\":\"{new string('x', 4096)}\"}}", Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = chunked;

        using var response = await host.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("/fault")]
    [InlineData("/unknown")]
    [InlineData("/health/live")]
    public async Task Every_response_has_the_security_headers_and_names_no_server(string path)
    {
        await using var host = await RunningHost.StartAsync(Map);

        using var response = await host.Client.GetAsync(path);

        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; frame-ancestors 'none'"]);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task An_endpoint_may_set_its_own_content_policy()
    {
        await using var host = await RunningHost.StartAsync(Map);

        using var response = await host.Client.GetAsync("/page");

        response.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'self'"]);
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        await using var host = await RunningHost.StartAsync(Map);

        var description = await host.JsonAsync("/openapi/v1.json");

        description.GetProperty("openapi").GetString()!.ShouldStartWith("3.");
        description.GetProperty("paths").TryGetProperty("/number", out _).ShouldBeTrue();
    }

    public sealed record Body(string Text);
}
