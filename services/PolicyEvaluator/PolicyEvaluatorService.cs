namespace Attestry.PolicyEvaluator;

public static class PolicyEvaluatorService
{
    public static void AddPolicyEvaluator(this WebApplicationBuilder builder) => ArgumentNullException.ThrowIfNull(builder);

    public static void MapPolicyEvaluator(this WebApplication app) => ArgumentNullException.ThrowIfNull(app);
}
