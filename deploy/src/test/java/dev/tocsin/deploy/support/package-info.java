/** What tests of images, manifests, rules and boards have in common. */
package dev.tocsin.deploy.support;
