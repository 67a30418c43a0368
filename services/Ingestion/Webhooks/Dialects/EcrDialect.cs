using System.Text.Json;
using Attestry.Ingestion.Webhooks.Payloads;

namespace Attestry.Ingestion.Webhooks.Dialects;

/// <summary>Amazon ECR's events as an EventBridge API destination delivers them. The registry's host follows from account and region.</summary>
internal sealed class EcrDialect() : Dialect("ecr")
{
    protected override DialectReading Read(WebhookRequest request, PayloadNode root)
    {
        if (root.Text("source") != "aws.ecr" || root.Text("detail-type") is not ("ECR Image Action" or "ECR Referrer Action"))
            return DialectReading.Nothing;
        var detail = root.Object("detail");
        var action = detail.Text("action-type") switch
        {
            "PUSH" => RegistryEventAction.Push,
            "DELETE" => RegistryEventAction.Delete,
            _ => RegistryEventAction.Ignored,
        };
        if (action == RegistryEventAction.Ignored || detail.Text("result") != "SUCCESS" || !EventMediaType.MayBeManifest(detail.OptionalText("manifest-media-type")))
            return DialectReading.Nothing;
        return DialectReading.Of(new RegistryEvent(
            action,
            Host(root.Text("account"), root.Text("region")),
            detail.Text("repository-name"),
            detail.OptionalText("image-tag"),
            detail.OptionalText("image-digest"),
            root.OptionalId("id"),
            Actor: null,
            root.OptionalTime("time"),
            root.Kept()));
    }

    private static string Host(string account, string region)
    {
        if (!account.All(char.IsAsciiDigit) || !region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw new JsonException("'account' or 'region' is not one of AWS.");
        // China's partition has a domain of its own.
        var domain = region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";
        return $"{account}.dkr.ecr.{region}.{domain}";
    }
}
