using Attestry.Hosting;
using Attestry.PolicyEvaluator;

return await AttestryHost.RunAsync(args, "policy-evaluator", builder => builder.AddPolicyEvaluator(), app => app.MapPolicyEvaluator());
