# Writes the golden values of src/lib/statistics as JSON beside this file, inputs included. Run it in this folder:
#   apt-get install r-base-core r-cran-survival r-cran-proc r-cran-jsonlite
#   Rscript make.R
# The tests read only the JSON. Made with R 4.2.2, survival 3.5-3, pROC 1.18.0.
suppressPackageStartupMessages({ library(survival); library(pROC); library(jsonlite) })
write <- function(name, cases) write_json(cases, paste0(name, ".json"), digits = 17, auto_unbox = TRUE, pretty = FALSE, na = "null")
set.seed(20260101)

# distributions
z <- c(-9, -5, -2.5, -1, -0.1, 0, 0.3, 1.96, 4, 8)
p <- c(1e-8, 0.001, 0.025, 0.2, 0.5, 0.9, 0.975, 0.999999)
write("distributions", list(
  normal_cdf = list(x = z, y = pnorm(z)),
  normal_quantile = list(x = p, y = qnorm(p)),
  chi_squared_upper = list(x = c(0.01, 1, 3.84, 20, 80, 5), df = c(1, 1, 1, 3, 5, 12), y = pchisq(c(0.01, 1, 3.84, 20, 80, 5), c(1, 1, 1, 3, 5, 12), lower.tail = FALSE)),
  student_two_sided = list(x = c(0.1, 1, 2.2, 5, 12), df = c(3, 8, 30, 5, 200), y = 2 * pt(-c(0.1, 1, 2.2, 5, 12), c(3, 8, 30, 5, 200))),
  student_quantile = list(x = c(0.975, 0.9, 0.995), df = c(4, 19, 3), y = qt(c(0.975, 0.9, 0.995), c(4, 19, 3)))
))

# proportions: Wilson is prop.test without correction; the ratio's score interval from R's own optimiser, not our quadratic
wilson <- function(x, n) { i <- as.numeric(prop.test(x, n, correct = FALSE)$conf.int); list(x = x, n = n, low = i[1], high = i[2]) }
score_ratio <- function(x1, n1, x2, n2) {
  loglik <- function(q, r) dbinom(x1, n1, min(r * q, 1), log = TRUE) + dbinom(x2, n2, q, log = TRUE)
  statistic <- function(logr) {
    r <- exp(logr)
    q <- optimize(loglik, c(0, min(1, 1 / r)), r = r, maximum = TRUE, tol = 1e-14)$maximum
    (x1 / n1 - r * x2 / n2) / sqrt(r * q * (1 - r * q) / n1 + r^2 * q * (1 - q) / n2)
  }
  bound <- function(target) exp(uniroot(function(l) statistic(l) - target, c(-8, 8), tol = 1e-12)$root)
  list(x1 = x1, n1 = n1, x2 = x2, n2 = n2, low = bound(qnorm(0.975)), high = bound(qnorm(0.025)))
}
write("proportions", list(
  wilson = list(wilson(81, 263), wilson(15, 148), wilson(0, 20), wilson(1, 29), wilson(29, 29)),
  ratio = list(score_ratio(36, 40, 16, 80), score_ratio(5, 56, 3, 29), score_ratio(120, 150, 60, 100), score_ratio(2, 200, 9, 210))
))

# multiple tests
ps <- c(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1)
write("multiple-tests", list(p = ps, bh = p.adjust(ps, "BH"), holm = p.adjust(ps, "holm")))

# rank sum, Spearman, Fisher
ranksum <- function(a, b) {
  exact <- length(a) < 50 && length(b) < 50 && !any(duplicated(c(a, b)))
  w <- suppressWarnings(wilcox.test(a, b, exact = exact, correct = TRUE))
  list(a = a, b = b, u = as.numeric(w$statistic), p = w$p.value, exact = exact)
}
write("mann-whitney", list(
  ranksum(c(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46), c(1.15, 0.88, 0.90, 0.74, 1.21)),
  ranksum(round(rnorm(30, 0.9), 3), round(rnorm(22), 3)), ranksum(sample(1:6, 40, TRUE), sample(2:7, 35, TRUE)),
  ranksum(rnorm(80, 0.4), rnorm(60)), ranksum(c(1, 2, 3), c(4, 5, 6)), ranksum(c(2, 2, 2), c(2, 2))
))
sx <- round(rnorm(40), 2); sy <- round(sx * 0.5 + rnorm(40), 1)
rho <- cor(sx, sy, method = "spearman")
write("spearman", list(x = sx, y = sy, rho = rho, p = 2 * pt(-abs(rho * sqrt(38 / (1 - rho^2))), 38)))
fisher <- function(t) list(table = t, p = fisher.test(matrix(t, 2))$p.value)
write("fisher", list(fisher(c(3, 1, 1, 3)), fisher(c(10, 2, 15, 3)), fisher(c(0, 12, 8, 30)), fisher(c(120, 30, 60, 40)), fisher(c(5, 0, 1, 4))))

# AUC: DeLong by pROC; by cluster (Obuchowski 1997) written out over all pairs
a <- round(c(rnorm(25, 1), rnorm(60)), 1); b <- round(a * 0.3 + c(rnorm(25, 0.5), rnorm(60)), 1); y <- rep(1:0, c(25, 60))
ra <- roc(y, a, direction = "<", quiet = TRUE); rb <- roc(y, b, direction = "<", quiet = TRUE)
test <- roc.test(ra, rb, method = "delong", paired = TRUE)
clustered <- function(v, y, g) {
  V <- outer(v[y == 1], v[y == 0], function(p, q) (p > q) + (p == q) / 2); A <- mean(V); M <- nrow(V); N <- ncol(V)
  s10 <- sapply(unique(g), function(k) sum(rowMeans(V)[g[y == 1] == k] - A)); s01 <- sapply(unique(g), function(k) sum(colMeans(V)[g[y == 0] == k] - A))
  i10 <- length(unique(g[y == 1])); i01 <- length(unique(g[y == 0])); i <- length(unique(g))
  list(auc = A, variance = i10 / (i10 - 1) / M^2 * sum(s10^2) + i01 / (i01 - 1) / N^2 * sum(s01^2) + 2 * i / (i - 1) / (M * N) * sum(s10 * s01))
}
stratified <- function(v, y, g, s) {
  pair <- outer(which(y == 1), which(y == 0), Vectorize(function(i, j) s[i] == s[j])); V <- outer(v[y == 1], v[y == 0], function(p, q) (p > q) + (p == q) / 2)
  A <- sum(V * pair) / sum(pair); up <- rowSums((V - A) * pair) / sum(pair); un <- colSums((V - A) * pair) / sum(pair)
  gp <- g[y == 1][rowSums(pair) > 0]; gn <- g[y == 0][colSums(pair) > 0]; all <- unique(c(gp, gn)); f <- function(k) k / (k - 1)
  p <- sapply(all, function(k) sum(up[g[y == 1] == k])); n <- sapply(all, function(k) sum(un[g[y == 0] == k]))
  list(auc = A, variance = f(length(unique(gp))) * sum(p^2) + f(length(unique(gn))) * sum(n^2) + 2 * f(length(all)) * sum(p * n))
}
g <- sample(0:19, 85, TRUE); st <- c(rep(0:5, length.out = 84), 9)
write("auc", list(a = a, b = b, positive = y, auc_a = as.numeric(auc(ra)), auc_b = as.numeric(auc(rb)), variance_a = var(ra), covariance = cov(ra, rb),
  difference_p = test$p.value, clusters = match(g, unique(g)) - 1, clustered = clustered(a, y, g), strata = st, stratified = stratified(a, y, match(g, unique(g)) - 1, st)))

# survival: Freireich et al. 1963 (6-MP against placebo), as in the textbooks
mp <- list(time = c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35), event = c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0))
placebo <- list(time = c(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23), event = rep(1, 21))
third <- list(time = c(2, 5, 9, 14, 20, 21, 30, 31, 33, 40), event = c(1, 1, 0, 1, 1, 0, 1, 0, 1, 0))
curve <- function(d) {
  f <- survfit(Surv(d$time, d$event) ~ 1, conf.type = "log-log"); s <- summary(f); m <- unname(s$table[c("median", "0.95LCL", "0.95UCL")])
  list(time = s$time, atRisk = s$n.risk, events = s$n.event, survival = s$surv, low = s$lower, high = s$upper, median = m)
}
rank <- function(...) {
  g <- list(...); d <- data.frame(t = unlist(lapply(g, `[[`, "time")), e = unlist(lapply(g, `[[`, "event")), g = rep(seq_along(g), sapply(g, function(x) length(x$time))))
  s <- survdiff(Surv(t, e) ~ g, d); df <- length(g) - 1
  list(chiSquared = s$chisq, df = df, p = pchisq(s$chisq, df, lower.tail = FALSE), observed = s$obs, expected = s$exp)
}
write("survival", list(groups = list(mp, placebo, third), curves = list(curve(mp), curve(placebo), curve(third)), logRank = list(two = rank(mp, placebo), three = rank(mp, placebo, third))))

# logistic regression: glm; with ridge and signs from a general optimiser on the same objective; cluster sandwich written out
n <- 120; x1 <- round(rnorm(n, 3, 2), 2); x2 <- round(x1 * 0.4 + rnorm(n), 2); x3 <- round(runif(n), 2); yy <- rbinom(n, 1, plogis(-2 + 0.6 * x1 - 0.2 * x2))
cl <- rep(0:39, each = 3); fit <- glm(yy ~ x1 + x2 + x3, family = binomial, control = glm.control(epsilon = 1e-14))
sd_n <- function(v) sqrt(mean((v - mean(v))^2)); S <- sapply(list(x1, x2, x3), function(v) (v - mean(v)) / sd_n(v))
penalised <- function(lambda, low, high) {
  objective <- function(b) { e <- b[1] + S %*% b[-1]; sum(log1p(exp(-abs(e))) + pmax(e, 0) - yy * e) + lambda / 2 * sum(b[-1]^2) }
  gradient <- function(b) { r <- plogis(b[1] + S %*% b[-1]) - yy; c(sum(r), t(S) %*% r + lambda * b[-1]) }
  optim(rep(0, 4), objective, gradient, method = "L-BFGS-B", lower = c(-Inf, low), upper = c(Inf, high), control = list(factr = 1, pgtol = 0, maxit = 5000))$par
}
sfit <- glm(yy ~ S, family = binomial, control = glm.control(epsilon = 1e-14)); X <- cbind(1, S); bread <- vcov(sfit)
scores <- rowsum(X * (yy - fitted(sfit)), cl); sandwich <- 40 / 39 * bread %*% crossprod(scores) %*% bread
write("logistic", list(columns = list(x1, x2, x3), outcome = yy, clusters = cl, coefficients = unname(coef(fit)), logLikelihood = as.numeric(logLik(fit)),
  ridge = penalised(5, rep(-Inf, 3), rep(Inf, 3)), signed = penalised(2, c(0, 0, 0), rep(Inf, 3)), sandwich = unname(sandwich)))

# isotonic regression, quantiles, Brier
ix <- 1:30; iy <- round(sort(runif(30)) + rnorm(30, sd = 0.2), 3); qv <- round(rnorm(17), 3); qs <- c(0, 0.1, 0.25, 0.5, 0.9, 1); bp <- round(runif(25), 2); bo <- rbinom(25, 1, bp)
write("calibration", list(x = ix, y = iy, fitted = isoreg(ix, iy)$yf, quantiles = list(values = qv, shares = qs, y = unname(quantile(qv, qs))), brier = list(p = bp, o = bo, y = mean((bp - bo)^2))))
